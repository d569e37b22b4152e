using OrleansBridge.Client;

namespace OrleansBridge.Hosting;

/// <summary>Which cluster a silo joins, its name, and where others reach it. What is left open stays as Orleans has it.</summary>
public sealed class BridgeClusterOptions : ClusterIdentity
{
    /// <summary>The silo's name, the same at each of its starts where that can be, such as a pod's.</summary>
    /// <value>Default Orleans' own, made anew at each start.</value>
    public string? SiloName { get; set; }

    /// <summary>The IP address by which other silos and clients reach this one, such as a pod's.</summary>
    /// <value>Default the machine's first address that is not loopback.</value>
    public string? AdvertisedAddress { get; set; }

    /// <summary>Port for other silos.</summary>
    /// <value>Default 11111; 1 to 65535.</value>
    public int? SiloPort { get; set; }

    /// <summary>Port for clients.</summary>
    /// <value>Default 30000; 0 for none, else 1 to 65535.</value>
    public int? GatewayPort { get; set; }

    /// <summary>Whether the silo listens on all of the machine's addresses instead of only the advertised one.</summary>
    /// <value>Default false.</value>
    public bool ListenOnAnyAddress { get; set; }
}
