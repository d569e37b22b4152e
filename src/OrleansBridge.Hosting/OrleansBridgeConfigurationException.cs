namespace OrleansBridge.Hosting;

/// <summary>An option of the bridge is missing or out of range; the message says which, and what was expected.</summary>
public sealed class OrleansBridgeConfigurationException(string message) : Exception(message);
