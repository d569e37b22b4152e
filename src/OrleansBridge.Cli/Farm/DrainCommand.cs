using System.CommandLine;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Farm;

/// <summary><c>bridge drain</c>: what stops a silo calls first, so that no run is cut off.</summary>
internal static class DrainCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private static readonly Option<double> Timeout = new("--timeout") { Description = "Seconds to wait for the runs that are left.", DefaultValueFactory = _ => 3600 };

    internal static Command Create() => new BridgeCommand(
        "drain",
        "Drains the silo of the data folder: its running tests finish, those that wait there move, and it takes no more until it is started again. Returns when it may be stopped.",
        "./bridge drain && ./bridge down")
    {
        Timeout,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var patience = parsed.GetValue(Timeout) is > 0 and <= 86_400 and var t ? TimeSpan.FromSeconds(t) : throw new UserErrorException($"--timeout is {parsed.GetValue(Timeout)}; expected seconds above 0");
        await using var bridge = await FarmCommands.RunningAsync(parsed, cancellation);
        var said = (Workers: -1, Runs: -1);
        string? problem = null;
        for (var end = DateTime.UtcNow + patience; ; await Task.Delay(Look, cancellation))
        {
            try
            {
                var left = await bridge.Api.DrainAsync(cancellation);
                if (left.Workers == 0)
                {
                    Console.WriteLine("drained: this silo has no worker any more");
                    return ExitCode.Clean;
                }

                if (said != (left.Workers, left.Runs))
                {
                    said = (left.Workers, left.Runs);
                    Console.WriteLine($"draining: {left.Runs} runs of {left.Workers} workers are left");
                }
            }
            catch (Exception e) when (Transient.Is(e, cancellation))
            {
                if (!bridge.Endpoint.Process.Lives())
                {
                    throw new UserErrorException("the silo ended before it was drained", "What it ran runs again elsewhere; ./bridge workers shows where.");
                }

                // Silos come and go where one is drained, and the balancer with them: it is asked again.
                if (problem != e.Message)
                {
                    problem = e.Message;
                    Screen.Note($"not drained yet: {problem}");
                }
            }

            if (DateTime.UtcNow > end)
            {
                Console.WriteLine($"not drained within {patience.TotalSeconds:0.##} s; what is cut off now runs again elsewhere");
                return ExitCode.Failed;
            }
        }
    }
}
