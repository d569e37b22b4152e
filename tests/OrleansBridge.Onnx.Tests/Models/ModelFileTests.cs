using System.Security.Cryptography;
using Google.Protobuf;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Schema;

namespace OrleansBridge.Onnx.Tests.Models;

public sealed class ModelFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Inputs_outputs_and_digest_are_read_without_the_weights()
    {
        byte[] bytes = TinyModel.Add().ToByteArray();

        var model = ModelFile.Read(Write(bytes));

        Assert.Equal("[batch,2]", model.Inputs[0].ShapeText);
        Assert.Equal("tensor(float32)", model.Outputs.Single().TypeText);
        Assert.Equal((17, 1, bytes.Length), (model.OpsetVersion, model.NodeCount, model.Length));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), model.Sha256);
    }

    [Fact]
    public void An_input_with_an_initializer_need_not_be_given()
    {
        var proto = TinyModel.Add();
        proto.Graph.Initializer.Add(new TensorProto { Name = "right", DataType = 1, Dims = { 1, 2 }, FloatData = { 1, 2 } });

        Assert.Equal(["left"], ModelFile.Read(Write(proto.ToByteArray())).RequiredInputs.Select(port => port.Name));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] bytes = TinyModel.Add().ToByteArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            string path = Write(bytes[..length]);
            var exception = Assert.Throws<ModelException>(() => ModelFile.Read(path));
            Assert.Contains("truncated", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("there is no model", Assert.Throws<ModelException>(() => ModelFile.Read(_folder["none.onnx"])).Message, StringComparison.Ordinal);

    [Fact]
    public void What_a_page_cannot_move_is_named_by_its_type()
    {
        var proto = TinyModel.Add();
        proto.Graph.Output[0].Type = new TypeProto { SequenceType = new TypeProto.Types.Sequence { ElemType = proto.Graph.Input[0].Type } };

        Assert.Equal(
            "output 'sum' is a sequence(tensor(float32)), which ONNX Runtime Web cannot move",
            ModelFile.Read(Write(proto.ToByteArray())).Unsupported);
    }

    [Fact]
    public void External_weights_are_found_with_their_digest()
    {
        File.WriteAllBytes(_folder["weights.bin"], [1, 2, 3, 4]);

        var file = Assert.Single(ModelFile.Read(WriteExternal("weights.bin")).ExternalData);

        Assert.Equal(("weights.bin", _folder["weights.bin"], 4), (file.Location, file.Path, file.Length));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3, 4])), file.Sha256);
    }

    [Theory]
    [InlineData("gone.bin", "copy that file there")]
    [InlineData("../weights.bin", "outside its own folder")]
    [InlineData("/etc/hostname", "outside its own folder")]
    public void External_weights_that_are_missing_or_elsewhere_are_refused(string location, string why) =>
        Assert.Contains(why, Assert.Throws<ModelException>(() => ModelFile.Read(WriteExternal(location))).Message, StringComparison.Ordinal);

    [Fact]
    public void Fields_this_schema_does_not_name_survive_an_edit()
    {
        // Field 6 of ModelProto is documentation, which the schema leaves out.
        byte[] documented = [.. TinyModel.Add().ToByteArray(), 0x32, 2, (byte)'h', (byte)'i'];

        byte[] edited = ModelProto.Parser.ParseFrom(documented).ToByteArray();

        Assert.Contains("hi", System.Text.Encoding.UTF8.GetString(edited), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder["model.onnx"], bytes);
        return _folder["model.onnx"];
    }

    private string WriteExternal(string location)
    {
        var proto = TinyModel.Add();
        proto.Graph.Initializer.Add(new TensorProto
        {
            Name = "right",
            DataType = 1,
            Dims = { 1 },
            DataLocation = 1,
            ExternalData = { new StringStringEntryProto { Key = "location", Value = location } },
        });
        return Write(proto.ToByteArray());
    }
}
