using System.Text.Json.Nodes;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Onnx.Comparison;
using OrleansBridge.Onnx.Folders;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Browsers.Execution;

/// <summary>A run's data as the page gets them, made ready while earlier runs still occupy the page.</summary>
internal sealed class PreparedRun
{
    private PreparedRun(string id, string modelSha256, long modelBytes, ReadOnlyMemory<byte> frame)
    {
        (Id, ModelSha256, ModelBytes, Frame) = (id, modelSha256, modelBytes, frame);
    }

    public string Id { get; }

    /// <summary>Model and inputs of every data set.</summary>
    public ReadOnlyMemory<byte> Frame { get; }

    public string ModelSha256 { get; }

    /// <summary>Model and external data together.</summary>
    public long ModelBytes { get; }

    public IReadOnlyList<DataSet> Sets { get; private init; } = [];

    public Tolerance Tolerance { get; private init; } = Tolerance.Default;

    /// <exception cref="Onnx.Models.ModelException">An input cannot be read.</exception>
    public static PreparedRun From(ResolvedModel resolved, BlobStore blobs)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        var model = ModelSpecs.Model(resolved.Model, parts, blobs);
        var external = ModelSpecs.External(resolved.Model, blobs);
        var sets = resolved.DataSets.Select(set => TensorSpecs.Add(set.LoadInputs(), parts));
        var (id, frame) = Pack(model, external, sets, parts);
        return new PreparedRun(id, resolved.Model.Sha256, ModelSpecs.BytesOf(resolved.Model), frame)
        {
            Sets = resolved.DataSets,
            Tolerance = resolved.Tolerance,
        };
    }

    /// <summary>A run without files, for probes.</summary>
    public static PreparedRun Of(ReadOnlyMemory<byte> model, string name, IReadOnlyList<Tensor> inputs)
    {
        var parts = new List<ReadOnlyMemory<byte>> { model };
        var spec = new JsonObject { ["key"] = name, ["bytes"] = model.Length, ["blob"] = 0 };
        var (id, frame) = Pack(spec, [], [TensorSpecs.Add(inputs, parts)], parts);
        return new PreparedRun(id, name, model.Length, frame);
    }

    private static (string Id, byte[] Frame) Pack(JsonObject model, JsonArray external, IEnumerable<JsonArray> inputs, List<ReadOnlyMemory<byte>> parts)
    {
        string id = Guid.NewGuid().ToString("n");
        var sets = new JsonArray([.. inputs.Select(i => (JsonNode)new JsonObject { ["inputs"] = i })]);
        var header = new JsonObject { ["id"] = id, ["model"] = model, ["external"] = external, ["sets"] = sets };
        return (id, Serving.Frame.Encode(header, parts));
    }
}
