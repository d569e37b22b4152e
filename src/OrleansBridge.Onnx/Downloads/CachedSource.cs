namespace OrleansBridge.Onnx.Downloads;

/// <summary>What a source gave when it was last fetched.</summary>
/// <param name="Source">Its address.</param>
/// <param name="Folder">The cache folder's name that holds it.</param>
/// <param name="Sha256">The model file's digest.</param>
internal sealed record CachedSource(string Source, string Folder, string Sha256);
