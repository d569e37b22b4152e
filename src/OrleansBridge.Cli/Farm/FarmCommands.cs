using System.CommandLine;
using System.Globalization;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Farm;

/// <summary><c>workers</c>, <c>browsers</c> and <c>drain</c>: who is there, and who goes.</summary>
internal static class FarmCommands
{
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static IEnumerable<Command> Create() =>
    [
        new BridgeCommand("workers", "Lists the workers of the running bridge, and the load that is expected in a minute.", "./bridge workers") { Json }.Does(WorkersAsync),
        DrainCommand.Create(),
        new BridgeCommand("browsers", "Lists the living browser instances of the running bridge.", "./bridge browsers") { Json }.Does(BrowsersAsync),
    ];

    private static async Task<int> WorkersAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var bridge = await RunningAsync(parsed, cancellation);
        var workers = await bridge.Api.WorkersAsync(cancellation);
        Screen.Table(
            ["worker", "silo", "state", "slots", "browsers", "memory GB"],
            workers.Select(w => (IReadOnlyList<string>)
            [
                w.Descriptor.WorkerId, w.Descriptor.Silo, w.Draining ? "draining" : w.Alive ? "alive" : "lost", $"{w.Reserved}/{w.Descriptor.Capacity}",
                string.Join(" ", w.Descriptor.Browsers.Where(b => b.Problem is null).Select(b => b.Browser)), Figures.Number(w.Descriptor.MemoryGb),
            ]));
        var forecast = await bridge.Api.ForecastAsync(cancellation);
        if (forecast.Count > 0)
        {
            Console.WriteLine();
            Screen.Table(
                ["expected", "at", "tests", "interval", "slots", "utilization", "confidence", "mean error"],
                forecast.Select(f => (IReadOnlyList<string>)
                [
                    f.Browser, f.For.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture), Figures.Number(f.Predicted), $"{Figures.Number(f.Lower)} to {Figures.Number(f.Upper)}",
                    Figures.Number(f.Slots), Figures.Number(f.Utilization, "0.00"), Figures.Number(f.Confidence, "0.00"), Figures.Number(f.MeanAbsoluteError, "0.00"),
                ]));
        }

        await JsonReport.WriteAsync(parsed.GetValue(Json), new { workers, forecast });
        return ExitCode.Clean;
    }

    private static async Task<int> BrowsersAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var bridge = await RunningAsync(parsed, cancellation);
        var browsers = await bridge.Api.BrowsersAsync(cancellation);
        Screen.Table(
            ["browser", "version", "process", "active", "executed", "PSS MB"],
            browsers.Select(b => (IReadOnlyList<string>)
            [
                b.Id, b.Version ?? Figures.None, Figures.Number(b.ProcessId), Figures.Number(b.Active), Figures.Number(b.Executed), Figures.Number(b.PssMb, "0"),
            ]));
        await JsonReport.WriteAsync(parsed.GetValue(Json), new { browsers });
        return ExitCode.Clean;
    }

    /// <summary>A private bridge would have nobody to show.</summary>
    internal static async Task<BridgeConnection> RunningAsync(ParseResult parsed, CancellationToken cancellation) =>
        await BridgeConnection.TryAttachAsync(parsed.Data(), cancellation)
        ?? throw new UserErrorException($"no bridge runs on {parsed.Data().Path}", "Start one with ./bridge up, or name its folder with --data DIR. What this machine has is shown by ./bridge doctor.");
}
