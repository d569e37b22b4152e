namespace OrleansBridge.Hosting;

/// <summary>A silo of this runtime is one process: it has no address, and nobody to find.</summary>
internal static class SiloNetwork
{
    /// <summary>What cannot work in this runtime.</summary>
    public static IEnumerable<string> Problems(BridgeClusterOptions cluster)
    {
        (string Name, bool Given)[] settings =
        [
            (nameof(cluster.AdvertisedAddress), cluster.AdvertisedAddress is not null),
            (nameof(cluster.SiloPort), cluster.SiloPort is not null),
            (nameof(cluster.GatewayPort), cluster.GatewayPort is not null),
            (nameof(cluster.ListenOnAnyAddress), cluster.ListenOnAnyAddress),
        ];
        foreach (var (name, _) in settings.Where(s => s.Given))
        {
            yield return $"OrleansBridgeOptions.Cluster.{name} is set, but this build runs on the embedded Orleans runtime, which is one process without a network. Leave it out, or build with the Microsoft.Orleans packages.";
        }
    }

    public static void Configure(ISiloBuilder builder, OrleansBridgeOptions options)
    {
    }
}
