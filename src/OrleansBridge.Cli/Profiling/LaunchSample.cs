namespace OrleansBridge.Cli.Profiling;

/// <summary>What one launch of a browser took.</summary>
/// <param name="Browser">The browser type.</param>
/// <param name="Seconds">Until a page had loaded ONNX Runtime and computed once.</param>
/// <param name="Megabytes">Proportional set size of its processes then, MB (10^6 bytes); null where it was not read.</param>
internal sealed record LaunchSample(string Browser, double Seconds, double? Megabytes);
