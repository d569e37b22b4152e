using System.Text.Json.Nodes;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Browsers.Execution;

/// <summary>Tensors as a frame's header describes them.</summary>
internal static class TensorSpecs
{
    /// <summary>Describes tensors and appends their bytes to a frame's parts.</summary>
    public static JsonArray Add(IReadOnlyList<Tensor> tensors, List<ReadOnlyMemory<byte>> parts)
    {
        var specs = new JsonArray();
        foreach (var tensor in tensors)
        {
            specs.Add(new JsonObject
            {
                ["name"] = tensor.Name,
                ["type"] = tensor.Type.Name,
                ["dims"] = new JsonArray([.. tensor.Dims.Select(d => (JsonNode)d)]),
                ["blob"] = parts.Count,
            });
            parts.Add(TensorBytes.Of(tensor));
        }

        return specs;
    }
}
