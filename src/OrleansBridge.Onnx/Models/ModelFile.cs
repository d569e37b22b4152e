namespace OrleansBridge.Onnx.Models;

/// <summary>What one look over an <c>.onnx</c> file tells: everything but the weights.</summary>
public sealed record ModelFile
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Its digest, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The version of ONNX's own operator set that it imports.</summary>
    public required int OpsetVersion { get; init; }

    /// <summary>Nodes of the top-level graph.</summary>
    public required int NodeCount { get; init; }

    /// <summary>Graph inputs in order, those with a default among them.</summary>
    public required IReadOnlyList<ModelPort> Inputs { get; init; }

    /// <summary>Graph outputs in order.</summary>
    public required IReadOnlyList<ModelPort> Outputs { get; init; }

    /// <summary>Files with weights beside the model.</summary>
    public required IReadOnlyList<ExternalDataFile> ExternalData { get; init; }

    /// <summary>For an integer input that picks rows out of a table: how many rows there are.</summary>
    internal IReadOnlyDictionary<string, long> IndexBounds { get; init; } = new Dictionary<string, long>();

    /// <summary>Inputs that a caller must give.</summary>
    public IEnumerable<ModelPort> RequiredInputs => Inputs.Where(port => !port.HasDefault);

    /// <summary>Why ONNX Runtime Web cannot take this model's inputs or give its outputs, or null.</summary>
    public string? Unsupported =>
        RequiredInputs.Where(port => port.Unsupported is not null).Select(port => $"input {port.Unsupported}")
            .Concat(Outputs.Where(port => port.Unsupported is not null).Select(port => $"output {port.Unsupported}"))
            .FirstOrDefault();

    /// <summary>Looks over a model in one pass, weights skipped.</summary>
    /// <exception cref="ModelException">No such file, no ONNX model, a truncated one, or external data that are missing.</exception>
    public static ModelFile Read(string path) => ModelReader.Read(path);
}
