using Google.Protobuf;
using OrleansBridge.Onnx.Schema;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Tests.Models;

/// <summary>A model of one node, <c>sum = left + right</c>, both float32 [batch,2].</summary>
internal static class TinyModel
{
    public static ModelProto Add()
    {
        var graph = new GraphProto { Name = "add" };
        graph.Input.Add([Value("left", 1), Value("right", 1)]);
        graph.Output.Add(Value("sum", 1));
        graph.Node.Add(new NodeProto { OpType = "Add", Input = { "left", "right" }, Output = { "sum" } });
        return new ModelProto { IrVersion = 8, Graph = graph, OpsetImport = { new OperatorSetIdProto { Version = 17 } } };
    }

    public static ValueInfoProto Value(string name, int type) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = type,
                Shape = new TensorShapeProto
                {
                    Dim = { new TensorShapeProto.Types.Dimension { DimParam = "batch" }, new TensorShapeProto.Types.Dimension { DimValue = 2 } },
                },
            },
        },
    };

    /// <summary>Writes the model and one data set.</summary>
    public static string WriteTo(TempFolder folder, ModelProto? model = null, int inputs = 2, long[]? dims = null)
    {
        dims ??= [1, 2];
        Directory.CreateDirectory(folder["m", "test_data_set_0"]);
        File.WriteAllBytes(folder["m", "model.onnx"], (model ?? Add()).ToByteArray());
        var value = Tensor.Of<float>(string.Empty, dims, new float[dims.Aggregate(1L, (product, dim) => product * dim)]);
        for (int i = 0; i < inputs; i++)
        {
            TensorFile.Write(folder["m", "test_data_set_0", $"input_{i}.pb"], value);
        }

        TensorFile.Write(folder["m", "test_data_set_0", "output_0.pb"], value);
        return folder["m"];
    }
}
