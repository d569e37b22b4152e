using System.Diagnostics;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>So many clients, each of which begins again when it is done.</summary>
/// <param name="cpu">The processor time of everything that takes part.</param>
internal sealed class ClosedLoop(Func<TimeSpan> cpu)
{
    internal async Task<Rate> RunAsync(int clients, TimeSpan duration, Func<int, Task> step, CancellationToken cancellation)
    {
        var done = 0L;
        var (begun, cpuBefore) = (Stopwatch.GetTimestamp(), cpu());
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
        return new Rate(done / Stopwatch.GetElapsedTime(begun).TotalSeconds, (cpu() - cpuBefore).TotalMilliseconds / done);
    }
}
