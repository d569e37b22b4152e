namespace OrleansBridge.Client;

/// <summary>In one process the silos of a cluster need not be looked for.</summary>
internal static class FarmConnection
{
    public static bool IsUsed(IServiceProvider services) => false;

    public static string? Problem(string connectionString) => null;

    public static void AddTo(IClientBuilder builder, OrleansBridgeClientOptions options)
    {
    }
}
