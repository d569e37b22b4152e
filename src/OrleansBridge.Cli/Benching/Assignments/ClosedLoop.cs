using System.Diagnostics;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>So many clients, each of which begins again when it is done.</summary>
internal static class ClosedLoop
{
    /// <returns>Steps per second.</returns>
    internal static async Task<double> PerSecondAsync(int clients, TimeSpan duration, Func<int, Task> step, CancellationToken cancellation)
    {
        var done = 0L;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(
            async () =>
            {
                while (Stopwatch.GetElapsedTime(begun) < duration)
                {
                    cancellation.ThrowIfCancellationRequested();
                    await step(client);
                    Interlocked.Increment(ref done);
                }
            },
            cancellation)));
        return done / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
