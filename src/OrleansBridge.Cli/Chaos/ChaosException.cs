namespace OrleansBridge.Cli.Chaos;

/// <summary>The bridge answered as it must not.</summary>
internal sealed class ChaosException(string message) : Exception(message);
