using System.Net;

namespace OrleansBridge.Hosting;

internal static class BridgeClusterOptionsValidator
{
    private const string Name = "OrleansBridgeOptions.Cluster.";

    public static IEnumerable<string> Problems(BridgeClusterOptions cluster)
    {
        (string Name, string? Value)[] names = [(nameof(cluster.ClusterId), cluster.ClusterId), (nameof(cluster.ServiceId), cluster.ServiceId), (nameof(cluster.SiloName), cluster.SiloName)];
        foreach (var (name, _) in names.Where(n => n.Value is not null && string.IsNullOrWhiteSpace(n.Value)))
        {
            yield return $"{Name}{name} is empty; expected a name, or nothing for the default.";
        }

        if (cluster.AdvertisedAddress is { } address && (!IPAddress.TryParse(address, out var ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
        {
            yield return $"{Name}AdvertisedAddress is '{address}'; expected an IP address that others reach this silo by, such as 10.0.0.7 (to listen on all addresses set ListenOnAnyAddress).";
        }

        if (cluster.SiloPort is < 1 or > 65535)
        {
            yield return $"{Name}SiloPort is {cluster.SiloPort}; expected 1 to 65535.";
        }

        if (cluster.GatewayPort is < 0 or > 65535)
        {
            yield return $"{Name}GatewayPort is {cluster.GatewayPort}; expected 1 to 65535, or 0 for a silo without clients.";
        }

        if (cluster.SiloPort is { } port && port == cluster.GatewayPort)
        {
            yield return $"{Name}SiloPort and GatewayPort are both {port}; expected two ports, such as 11111 and 30000.";
        }

        foreach (var problem in SiloNetwork.Problems(cluster))
        {
            yield return problem;
        }
    }
}
