namespace OrleansBridge.Cli.Hosting;

/// <summary>A silo in this process alone: there is nothing to join.</summary>
internal static class LocalSilo
{
    internal static void Configure(ISiloBuilder silo)
    {
    }
}
