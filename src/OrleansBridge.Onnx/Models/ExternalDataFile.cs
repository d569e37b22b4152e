namespace OrleansBridge.Onnx.Models;

/// <summary>A file with weights beside the model.</summary>
/// <param name="Location">The name the model calls it by, as ONNX Runtime Web wants it in <c>externalData</c>.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Sha256">Its digest, lower-case hex.</param>
public sealed record ExternalDataFile(string Location, string Path, long Length, string Sha256);
