using System.CommandLine;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Supervising;

/// <summary><c>bridge down</c>.</summary>
internal static class DownCommand
{
    internal static Command Create() =>
        new BridgeCommand("down", "Stops the bridge that runs on the data folder. Waiting tests stay, and run when a bridge is up again.", "./bridge down").Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var data = parsed.Data();
        var stopped = Directory.Exists(data.Path) ? await BridgeStop.RunAsync(data, cancellation) : [];
        Console.WriteLine(stopped.Count == 0 ? $"no bridge runs on {data.Path}" : string.Join('\n', stopped));
        return ExitCode.Clean;
    }
}
