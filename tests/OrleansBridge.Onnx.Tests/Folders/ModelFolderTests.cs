using OrleansBridge.Onnx.Folders;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Tests.Models;

namespace OrleansBridge.Onnx.Tests.Folders;

public sealed class ModelFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_sound_folder_has_no_problem() => Assert.Empty(Open().Problems);

    [Fact]
    public void A_missing_input_is_named_by_its_file() =>
        Assert.EndsWith("input_1.pb is missing", Assert.Single(Open(inputs: 1).Problems), StringComparison.Ordinal);

    [Fact]
    public void A_surplus_input_is_counted() =>
        Assert.Equal("test_data_set_0 has 3 inputs, the model has 2", Assert.Single(Open(inputs: 3).Problems));

    [Fact]
    public void A_misshapen_input_is_told_with_both_shapes() =>
        Assert.Contains("test_data_set_0: input 'left' has shape [1,3], the model wants [batch,2]", Open(dims: [1, 3]).Problems);

    [Fact]
    public void A_truncated_input_is_named()
    {
        string path = TinyModel.WriteTo(_folder);
        string input = Path.Combine(path, "test_data_set_0", "input_1.pb");
        File.WriteAllBytes(input, File.ReadAllBytes(input)[..^3]);

        Assert.Contains("input_1.pb is truncated", Assert.Single(ModelFolder.Open(path).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_of_another_type_is_told_with_both_types()
    {
        var proto = TinyModel.Add();
        proto.Graph.Input[0].Type.TensorType.ElemType = 7;

        Assert.Equal("test_data_set_0: input 'left' is float32, the model wants int64", Assert.Single(Open(proto).Problems));
    }

    [Fact]
    public void Data_sets_come_in_order_of_their_numbers()
    {
        string path = TinyModel.WriteTo(_folder);
        Directory.Move(Path.Combine(path, "test_data_set_0"), Path.Combine(path, "test_data_set_10"));
        TinyModel.WriteTo(_folder);
        Directory.Move(Path.Combine(path, "test_data_set_0"), Path.Combine(path, "test_data_set_9"));

        Assert.Equal(["test_data_set_9", "test_data_set_10"], ModelFolder.Open(path).DataSets.Select(set => set.Name));
    }

    [Fact]
    public void A_folder_without_a_model_says_so() =>
        Assert.Contains("there is no model.onnx in", Assert.Throws<ModelException>(() => ModelFolder.Open(_folder.Path)).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private ModelFolder Open(Schema.ModelProto? model = null, int inputs = 2, long[]? dims = null) =>
        ModelFolder.Open(TinyModel.WriteTo(_folder, model, inputs, dims));
}
