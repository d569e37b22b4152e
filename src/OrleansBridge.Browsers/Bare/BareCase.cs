using System.Text.Json.Nodes;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Bare;

/// <summary>A case as the bare page fetches it: the model, the inputs and the expected outputs in one frame.</summary>
internal static class BareCase
{
    /// <exception cref="ModelException">There is nothing a page could run.</exception>
    public static async Task<byte[]> ReadAsync(string folder, IModelSource models, BlobStore blobs)
    {
        var resolved = await models.ResolveAsync(new TestRequirements { ModelId = Path.GetFileName(folder), ModelSource = folder });
        var parts = new List<ReadOnlyMemory<byte>>();
        var sets = new JsonArray([.. resolved.DataSets.Select(set => (JsonNode)new JsonObject
        {
            ["inputs"] = TensorSpecs.Add(set.LoadInputs(), parts),
            ["expected"] = TensorSpecs.Add(set.LoadExpected(), parts),
        })]);
        var header = new JsonObject
        {
            ["model"] = ModelSpecs.Model(resolved.Model, parts, blobs),
            ["external"] = ModelSpecs.External(resolved.Model, blobs),
            ["sets"] = sets,
            ["tolerance"] = new JsonObject { ["absolute"] = resolved.Tolerance.Absolute, ["relative"] = resolved.Tolerance.Relative },
        };
        return Frame.Encode(header, parts);
    }
}
