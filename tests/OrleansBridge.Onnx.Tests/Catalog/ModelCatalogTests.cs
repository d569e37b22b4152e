using OrleansBridge.Onnx.Catalog;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Onnx.Tests.Models;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.Tests.Catalog;

public sealed class ModelCatalogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_name_leads_to_the_model_its_data_and_its_tolerance()
    {
        TinyModel.WriteTo(_folder);
        string catalog = Write("""
            [{"model_id": "tiny", "path": "m", "type": "vision", "tolerance": {"absolute": 0.5},
              "inputs": [{"name": "left", "type": "float32", "dims": ["batch", 2]}]}]
            """);

        using var source = new ModelSource(new ModelSourceOptions { Catalog = catalog });
        var model = await source.ResolveAsync(new TestRequirements { ModelId = "tiny" });

        Assert.Equal((.5, 1e-3), (model.Tolerance.Absolute, model.Tolerance.Relative));
        Assert.Single(model.DataSets);
        Assert.Equal("vision", ModelCatalog.Load(catalog).Find("tiny")!.ModelType);
    }

    [Theory]
    [InlineData("""{"model_id": "a"}""", "a catalog is a list")]
    [InlineData("""[{"path": "a"}]""", "[0].model_id is missing, expected the model's name")]
    [InlineData("""[{"model_id": "a"}]""", "[0] must have exactly one of path, url and hf")]
    [InlineData("""[{"model_id": "a", "path": "a", "url": "http://b/c.onnx"}]""", "[0] must have exactly one of path, url and hf")]
    [InlineData("""[{"model_id": "a", "path": "a", "sha": "1"}]""", "[0].sha is no field of a catalog")]
    [InlineData("""[{"model_id": "a", "path": "a", "sha256": "12"}]""", "[0].sha256 is \"12\", expected 64 hexadecimal digits")]
    [InlineData("""[{"model_id": "a", "url": "ftp://b/c.onnx"}]""", "[0].url is \"ftp://b/c.onnx\", expected an http or https address")]
    [InlineData("""[{"model_id": "a", "hf": "hf:b"}]""", "[0].hf is \"hf:b\", expected hf:owner/name")]
    [InlineData("""[{"model_id": "a", "hf": "hf:b/c/../../x.onnx"}]""", "expected hf:owner/name")]
    [InlineData("""[{"model_id": 7, "path": "a"}]""", "[0].model_id is 7, expected text")]
    [InlineData("""[{"model_id": "a", "path": "a"}, {"model_id": "a", "path": "b"}]""", "model_id \"a\" stands 2 times")]
    [InlineData("""[{"model_id": "a", "path": "a", "tolerance": {"absolute": -1}}]""", "[0].tolerance.absolute is -1, expected a number of at least 0")]
    [InlineData("""[{"model_id": "a", "path": "a", "inputs": [{"name": "x", "type": "float"}]}]""", "[0].inputs[0].type is \"float\", expected an element type")]
    [InlineData("""[{"model_id": "a", "path": "a", "outputs": [{"name": "x", "type": "int8", "dims": [1.5]}]}]""", "[0].outputs[0].dims[0] is 1.5, expected a size, a symbol or null")]
    [InlineData("""[3]""", "[0] is 3, expected an object")]
    [InlineData("""[{"model_id": """, "is no JSON")]
    public void A_mistake_is_told_by_field_in_one_line(string json, string complaint)
    {
        string message = Assert.Throws<ModelException>(() => ModelCatalog.Load(Write(json))).Message;

        Assert.Contains(complaint, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Contains("models.json", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"sha256\": \"0000000000000000000000000000000000000000000000000000000000000000\"", "the catalog wants 000")]
    [InlineData("\"inputs\": [{\"name\": \"top\", \"type\": \"float32\"}]", "the catalog states an input 'top' of model 'tiny', the model has left, right")]
    [InlineData("\"outputs\": [{\"name\": \"sum\", \"type\": \"int64\"}]", "the catalog states output 'sum' of model 'tiny' as int64, the model has tensor(float32) [batch,2]")]
    [InlineData("\"inputs\": [{\"name\": \"left\", \"type\": \"float32\", \"dims\": [1, 3]}]", "as float32[1,3], the model has tensor(float32) [batch,2]")]
    public async Task A_model_that_is_not_what_the_catalog_says_is_refused(string field, string complaint)
    {
        TinyModel.WriteTo(_folder);
        using var source = new ModelSource(new ModelSourceOptions { Catalog = Write($$"""[{"model_id": "tiny", "path": "m", {{field}}}]""") });

        var exception = await Assert.ThrowsAsync<ModelException>(() => source.ResolveAsync(new TestRequirements { ModelId = "tiny" }));

        Assert.Contains(complaint, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_is_told_with_the_known_ones()
    {
        using var source = new ModelSource(new ModelSourceOptions { Catalog = Write("""[{"model_id": "tiny", "path": "m"}]""") });

        var exception = await Assert.ThrowsAsync<ModelException>(() => source.ResolveAsync(new TestRequirements { ModelId = "huge" }));

        Assert.EndsWith("which has tiny", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string json)
    {
        File.WriteAllText(_folder["models.json"], json);
        return _folder["models.json"];
    }
}
