using System.Diagnostics;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Supervising;

/// <summary>Runs the bridge as a child process and starts it again when it dies: a silo that is voted dead ends itself by design.</summary>
internal static class Supervisor
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    internal static async Task<int> RunAsync(DataFolder data, CancellationToken cancellation)
    {
        Note.Write(data.SupervisorFile, ProcessIdentity.Own());
        try
        {
            for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
            {
                var started = Stopwatch.StartNew();
                var status = await RunOnceAsync(cancellation);
                if (cancellation.IsCancellationRequested || status is ExitCode.Clean or ExitCode.Usage or ExitCode.Interrupted)
                {
                    return cancellation.IsCancellationRequested ? ExitCode.Clean : status;
                }

                delay = started.Elapsed > Settled ? FirstDelay : delay;
                Screen.Note($"The bridge ended with status {status}; it is started again in {delay.TotalSeconds:0} s. Its log: {data.LogFile}");
                await Task.Delay(delay, cancellation);
            }
        }
        finally
        {
            File.Delete(data.SupervisorFile);
        }
    }

    private static async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, OwnCommand.Arguments.Append("--supervised")) { RedirectStandardInput = true })!;
        var identity = new ProcessIdentity(child.Id, child.StartTime.ToUniversalTime());
        await using var registration = cancellation.Register(() => identity.AskToStop());
        var exit = child.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAny(exit, Task.Delay(Timeout.Infinite, cancellation));
        if (await Task.WhenAny(exit, Task.Delay(cancellation.IsCancellationRequested ? StopPatience : Timeout.InfiniteTimeSpan, CancellationToken.None)) != exit)
        {
            child.Kill(entireProcessTree: true);
            await exit;
        }

        return child.ExitCode;
    }
}
