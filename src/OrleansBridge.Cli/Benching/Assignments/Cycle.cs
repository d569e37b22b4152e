using System.Diagnostics;
using OrleansBridge.Client;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>One test's way as its caller sees it, milliseconds since it was submitted.</summary>
internal sealed record Cycle(double Acknowledged, double Assigned, double Completed)
{
    internal static async Task<Cycle> RunAsync(ResourcePoolBridge bridge, TestRequirements test, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        var reply = await bridge.SubmitTestAsync(test, cancellation);
        if (reply.Status != SubmitStatus.Accepted)
        {
            throw new InvalidOperationException($"{test.TestId} was {reply.Status}: {string.Join("; ", reply.Errors)}");
        }

        var acknowledged = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        double? assigned = null;
        await foreach (var change in bridge.WatchTestAsync(test.TestId!, cancellation))
        {
            if (change.Status != TestStatus.Queued)
            {
                assigned ??= Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }
        }

        return new Cycle(acknowledged, assigned!.Value, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }
}
