using System.Globalization;

namespace OrleansBridge.Hosting.Tests.Harness;

internal static class SiloAddresses
{
    /// <summary>Adds an address of its own, as a pod gets it.</summary>
    public static Dictionary<string, string?> OnLoopback(this Dictionary<string, string?> configuration)
    {
        configuration["OrleansBridge:Cluster:AdvertisedAddress"] = "127.0.0.1";
        configuration["OrleansBridge:Cluster:SiloPort"] = BridgeApplication.FreePort().ToString(CultureInfo.InvariantCulture);
        configuration["OrleansBridge:Cluster:GatewayPort"] = BridgeApplication.FreePort().ToString(CultureInfo.InvariantCulture);
        return configuration;
    }
}
