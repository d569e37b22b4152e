using System.Text.Json.Nodes;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Onnx.Comparison;
using OrleansBridge.Onnx.Folders;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Browsers.Execution;

/// <summary>
/// A run's data as the page gets them, made ready while earlier runs still occupy the page: one frame with the inputs of every data
/// set, the model inside it while small and by digest when large.
/// </summary>
internal sealed class PreparedRun
{
    private const long InlineModel = 256 << 10;

    private readonly byte[] _modelAndInputs;

    private PreparedRun(string id, byte[] frame, string modelSha256, long modelBytes, IReadOnlyList<DataSet> sets, Tolerance tolerance)
    {
        (Id, _modelAndInputs, ModelSha256, ModelBytes, Sets, Tolerance) = (id, frame, modelSha256, modelBytes, sets, tolerance);
    }

    public string Id { get; }

    public ReadOnlyMemory<byte> Frame => _modelAndInputs;

    public string ModelSha256 { get; }

    /// <summary>Model and external data together.</summary>
    public long ModelBytes { get; }

    public IReadOnlyList<DataSet> Sets { get; }

    public Tolerance Tolerance { get; }

    public static PreparedRun From(ResolvedModel resolved, BlobStore blobs)
    {
        var model = resolved.Model;
        long bytes = model.Length + model.ExternalData.Sum(e => e.Length);
        var parts = new List<ReadOnlyMemory<byte>>();
        var modelNode = new JsonObject { ["key"] = model.Sha256, ["bytes"] = bytes };
        if (model.Length <= InlineModel)
        {
            parts.Add(File.ReadAllBytes(model.Path));
            modelNode["blob"] = 0;
        }
        else
        {
            modelNode["url"] = blobs.Publish(model.Sha256, model.Path);
        }

        var external = new JsonArray([.. model.ExternalData.Select(e => (JsonNode)new JsonObject
        {
            ["path"] = e.Location,
            ["url"] = blobs.Publish(e.Sha256, e.Path),
        })]);
        var sets = new JsonArray([.. resolved.DataSets.Select(set => (JsonNode)Inputs(set.LoadInputs(), parts))]);
        return Build(modelNode, external, sets, parts, model.Sha256, bytes, resolved.DataSets, resolved.Tolerance);
    }

    /// <summary>A run without files, for probes.</summary>
    public static PreparedRun Of(ReadOnlyMemory<byte> model, string name, IReadOnlyList<Tensor> inputs)
    {
        var parts = new List<ReadOnlyMemory<byte>> { model };
        var modelNode = new JsonObject { ["key"] = name, ["bytes"] = model.Length, ["blob"] = 0 };
        return Build(modelNode, [], [Inputs(inputs, parts)], parts, name, model.Length, [], Tolerance.Default);
    }

    private static PreparedRun Build(
        JsonObject model,
        JsonArray external,
        JsonArray sets,
        List<ReadOnlyMemory<byte>> parts,
        string sha256,
        long bytes,
        IReadOnlyList<DataSet> dataSets,
        Tolerance tolerance)
    {
        string id = Guid.NewGuid().ToString("n");
        var header = new JsonObject { ["id"] = id, ["model"] = model, ["external"] = external, ["sets"] = sets };
        return new PreparedRun(id, Serving.Frame.Encode(header, parts), sha256, bytes, dataSets, tolerance);
    }

    private static JsonObject Inputs(IReadOnlyList<Tensor> tensors, List<ReadOnlyMemory<byte>> parts)
    {
        var inputs = new JsonArray();
        foreach (var tensor in tensors)
        {
            inputs.Add(new JsonObject
            {
                ["name"] = tensor.Name,
                ["type"] = tensor.Type.Name,
                ["dims"] = new JsonArray([.. tensor.Dims.Select(d => (JsonNode)d)]),
                ["blob"] = parts.Count,
            });
            parts.Add(TensorBytes.Of(tensor));
        }

        return new JsonObject { ["inputs"] = inputs };
    }
}
