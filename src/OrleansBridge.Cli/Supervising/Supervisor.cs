using System.Diagnostics;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Supervising;

/// <summary>Runs a silo of the bridge as a child process and starts it again when it dies: a silo that is voted dead ends itself by design.</summary>
internal static class Supervisor
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    /// <param name="data">The bridge's folder.</param>
    /// <param name="silo">Which of its silo processes: <see cref="DataFolder.OfSilo"/>.</param>
    /// <param name="more">Arguments of the child besides this command's own.</param>
    /// <param name="cancellation">Asks it to stop.</param>
    internal static async Task<int> RunAsync(DataFolder data, int silo, IEnumerable<string> more, CancellationToken cancellation)
    {
        var own = data.OfSilo(silo);
        string[] arguments = [.. OwnCommand.Arguments, .. more, CommonOptions.Supervised.Name];
        Note.Write(own.SupervisorFile, ProcessIdentity.Own());
        try
        {
            var served = false;
            for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
            {
                var (status, child) = await RunOnceAsync(arguments, () => silo == 1 ? BridgeStop.JoinedAsync(data, [], CancellationToken.None) : Task.CompletedTask, cancellation);
                var answered = status == ExitCode.Failed || Note.Read<BridgeEndpoint>(own.EndpointFile)?.Process.Id == child;
                served |= answered;

                // What once worked is not wrongly set up: a database that is away comes back.
                if (cancellation.IsCancellationRequested || status is ExitCode.Clean or ExitCode.Interrupted || (status == ExitCode.Usage && !served))
                {
                    return cancellation.IsCancellationRequested ? ExitCode.Clean : status;
                }

                // Whatever ended one that answered, it was not its own start: its tests wait.
                delay = answered ? FirstDelay : delay;
                Screen.Note($"The bridge ended with status {status}; it is started again in {delay.TotalSeconds:0} s. Its log: {own.LogFile}");
                await Task.Delay(delay, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (cancellation.IsCancellationRequested)
                {
                    return ExitCode.Clean;
                }
            }
        }
        finally
        {
            File.Delete(own.SupervisorFile);
        }
    }

    private static async Task<(int Status, int Child)> RunOnceAsync(IEnumerable<string> arguments, Func<Task> beforeStop, CancellationToken cancellation)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true })!;
        var identity = new ProcessIdentity(child.Id, child.StartTime.ToUniversalTime());
        var exit = child.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAny(exit, Task.Delay(Timeout.Infinite, cancellation));
        if (!exit.IsCompleted)
        {
            await beforeStop();
            identity.AskToStop();
            if (await Task.WhenAny(exit, Task.Delay(StopPatience, CancellationToken.None)) != exit)
            {
                child.Kill(entireProcessTree: true);
                await exit;
            }
        }

        return (child.ExitCode, child.Id);
    }
}
