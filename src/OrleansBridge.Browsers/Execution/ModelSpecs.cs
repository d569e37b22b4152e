using System.Text.Json.Nodes;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Browsers.Execution;

/// <summary>Models as a frame's header describes them: inside the frame while small, else by their digest, which browsers cache.</summary>
internal static class ModelSpecs
{
    private const long InlineLimit = 256 << 10;

    /// <summary>Model and external data together.</summary>
    public static long BytesOf(ModelFile model) => model.Length + model.ExternalData.Sum(file => file.Length);

    public static JsonObject Model(ModelFile model, List<ReadOnlyMemory<byte>> parts, BlobStore blobs)
    {
        var spec = new JsonObject { ["key"] = model.Sha256, ["bytes"] = BytesOf(model) };
        if (model.Length > InlineLimit)
        {
            spec["url"] = blobs.Publish(model.Sha256, model.Path);
            return spec;
        }

        spec["blob"] = parts.Count;
        parts.Add(File.ReadAllBytes(model.Path));
        return spec;
    }

    public static JsonArray External(ModelFile model, BlobStore blobs) => new([.. model.ExternalData.Select(file => (JsonNode)new JsonObject
    {
        ["path"] = file.Location,
        ["url"] = blobs.Publish(file.Sha256, file.Path),
    })]);
}
