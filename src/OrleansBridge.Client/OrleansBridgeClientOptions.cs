namespace OrleansBridge.Client;

/// <summary>How a client finds the farm. Bound from the configuration section <c>OrleansBridge</c>; code wins over it.</summary>
public sealed class OrleansBridgeClientOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "OrleansBridge";

    /// <summary>The PostgreSQL of the farm, where its silos are listed. Also <c>ConnectionStrings:Bridge</c>.</summary>
    /// <value>No default. Not needed where the silos run in the client's own process.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Which farm of that database.</summary>
    public ClusterIdentity Cluster { get; } = new();

    /// <summary>How long a starting client waits for a silo, saying so in the log.</summary>
    /// <value>Default 2 minutes; <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How the <see cref="ResourcePoolBridge"/> behaves.</summary>
    public ResourcePoolBridgeOptions Client { get; } = new();
}
