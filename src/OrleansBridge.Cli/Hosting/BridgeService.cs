namespace OrleansBridge.Cli.Hosting;

/// <summary>What Orleans calls the bridge, in every process and on either runtime: ledgers are kept under this name.</summary>
internal static class BridgeService
{
    internal const string Id = "orleansbridge";
}
