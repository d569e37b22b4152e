using Google.Protobuf;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Onnx.Tensors;
using OrleansBridge.Onnx.Tests.Models;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.Tests.Sources;

public sealed class ModelSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ModelSource _source = new();

    [Fact]
    public async Task A_model_folder_resolves_to_its_own_test_data()
    {
        var model = await ResolveAsync(TinyModel.WriteTo(_folder));

        Assert.True(Assert.Single(model.DataSets).HasExpected);
        Assert.Equal((1e-4, 1e-3), (model.Tolerance.Absolute, model.Tolerance.Relative));
    }

    [Fact]
    public async Task A_bare_model_gets_inputs_by_seed_that_fit_its_specs()
    {
        string path = Path.Combine(TinyModel.WriteTo(_folder), "model.onnx");
        var inputs = new TestInputs { Seed = 7, Dims = new Dictionary<string, int> { ["batch"] = 3 } };

        var set = Assert.Single((await ResolveAsync(path, inputs)).DataSets);
        var again = Assert.Single((await ResolveAsync(path, inputs)).DataSets);
        var other = Assert.Single((await ResolveAsync(path, inputs with { Seed = 8 })).DataSets);

        Assert.False(set.HasExpected);
        Assert.All(set.LoadInputs(), tensor => Assert.Equal([3, 2], tensor.Dims));
        Assert.Equal(Digests(set.LoadInputs()), Digests(again.LoadInputs()));
        Assert.NotEqual(Digests(set.LoadInputs()), Digests(other.LoadInputs()));
        Assert.NotEqual(set.LoadInputs()[0].Digest().Sha256, set.LoadInputs()[1].Digest().Sha256);
    }

    [Fact]
    public async Task Given_files_replace_inputs_and_expected_outputs()
    {
        string path = TinyModel.WriteTo(_folder);
        TensorFile.Write(_folder["one.pb"], Tensor.Of<float>("any", [1, 2], [1, 1]));

        var model = await _source.ResolveAsync(new TestRequirements
        {
            ModelId = "m",
            ModelSource = path,
            Inputs = new TestInputs { Files = new Dictionary<string, string> { ["left"] = _folder["one.pb"], ["right"] = _folder["one.pb"] } },
            Expected = new ExpectedOutputs { Files = new Dictionary<string, string> { ["sum"] = _folder["one.pb"] }, RelativeTolerance = .5 },
        });

        Assert.Equal("sum", Assert.Single(Assert.Single(model.DataSets).LoadExpected()).Name);
        Assert.Equal((1e-4, .5), (model.Tolerance.Absolute, model.Tolerance.Relative));
    }

    [Fact]
    public async Task A_changed_file_is_opened_again()
    {
        string path = TinyModel.WriteTo(_folder);
        var before = await ResolveAsync(path);
        Assert.Same(before.Model, (await ResolveAsync(path)).Model);

        TinyModel.WriteTo(_folder, inputs: 3);

        await Assert.ThrowsAsync<ModelException>(() => ResolveAsync(path));
    }

    [Fact]
    public async Task Mistakes_in_the_requirements_name_the_field()
    {
        string path = TinyModel.WriteTo(_folder);
        string input = Path.Combine(path, "test_data_set_0", "input_0.pb");

        Assert.Equal("inputs.files lacks the input 'right'", await MistakeAsync(path, new TestInputs { Files = new Dictionary<string, string> { ["left"] = input } }));
        Assert.Equal(
            "inputs.files names the input 'top', the model has left, right",
            await MistakeAsync(path, new TestInputs { Files = new Dictionary<string, string> { ["top"] = input } }));
        Assert.Equal(
            "inputs.dims names the dimension 'rows', the model has batch",
            await MistakeAsync(path, new TestInputs { Dims = new Dictionary<string, int> { ["rows"] = 1 } }));
    }

    [Fact]
    public async Task Synthesised_ids_stay_inside_the_table_they_index()
    {
        var proto = TinyModel.Add();
        proto.Graph.Input.RemoveAt(1);
        proto.Graph.Input[0].Type.TensorType.ElemType = 7;
        proto.Graph.Initializer.Add(new Schema.TensorProto { Name = "table", DataType = 1, Dims = { 3, 1 }, FloatData = { 1, 2, 3 } });
        proto.Graph.Node[0] = new Schema.NodeProto { OpType = "Gather", Input = { "table", "left" }, Output = { "sum" } };
        File.WriteAllBytes(_folder["ids.onnx"], proto.ToByteArray());

        var model = await ResolveAsync(_folder["ids.onnx"], new TestInputs { Dims = new Dictionary<string, int> { ["batch"] = 100 } });

        var ids = model.DataSets.Single().LoadInputs().Single().As<long>().ToArray();
        Assert.Equal([0, 1, 2], ids.Distinct().Order());
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Digests(IEnumerable<Tensor> tensors) => tensors.Select(tensor => tensor.Digest().Sha256);

    private async Task<string> MistakeAsync(string path, TestInputs inputs) =>
        (await Assert.ThrowsAsync<ModelException>(() => ResolveAsync(path, inputs))).Message;

    private Task<ResolvedModel> ResolveAsync(string path, TestInputs? inputs = null) =>
        _source.ResolveAsync(new TestRequirements { ModelId = "m", ModelSource = path, Inputs = inputs });
}
