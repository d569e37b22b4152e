namespace OrleansBridge.Hosting.Tests.Harness;

internal static class SiloAddresses
{
    /// <summary>There are none in this runtime.</summary>
    public static Dictionary<string, string?> OnLoopback(this Dictionary<string, string?> configuration) => configuration;
}
