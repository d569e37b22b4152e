namespace OrleansBridge.Onnx.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="Source">Its address.</param>
/// <param name="Received">Bytes that are here, those of an earlier attempt included.</param>
/// <param name="Total">Bytes in all, or null when the server does not say.</param>
public sealed record DownloadProgress(Uri Source, long Received, long? Total);
