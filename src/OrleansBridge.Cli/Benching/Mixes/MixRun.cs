using System.Diagnostics;
using OrleansBridge.Cli.Running;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>One side's pass through a mix.</summary>
/// <param name="Seconds">From the first submit to the last accepted result.</param>
/// <param name="PeakMb">The most memory of all its browsers together, MB (10^6 bytes) of proportional set size; null: it was not read.</param>
/// <param name="Results">Every test's.</param>
internal sealed record MixRun(double Seconds, double? PeakMb, IReadOnlyList<TestResult> Results)
{
    private static readonly TimeSpan MemoryEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Share of the runs that found their model loaded.</summary>
    internal double Reuse => (double)Results.Count(r => r.Timings.CreateMs is null) / Results.Count;

    /// <summary>Share of the tests on the browser type that is fastest for them.</summary>
    internal double Matching(MixSpeeds speeds) => (double)Results.Count(r => r.Browser == speeds.Fastest(r.ModelId)) / Results.Count;

    /// <summary>Runs tests, all submitted at once.</summary>
    internal static async Task<MixRun> MeasureAsync(MixSilo silo, IReadOnlyList<TestRequirements> tests, CancellationToken cancellation)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var memory = PeakAsync(silo, done.Token);
        try
        {
            var begun = Stopwatch.GetTimestamp();
            if ((await silo.Bridge.SubmitTestsAsync(tests, cancellation)).FirstOrDefault(r => r.Status != SubmitStatus.Accepted) is { } refused)
            {
                throw new UserErrorException($"{refused.TestId} was not accepted: {string.Join("; ", refused.Errors.Select(e => $"{e.Field} {e.Problem}"))}", "See ./bridge doctor.");
            }

            var ended = await Task.WhenAll(tests.Select(t => silo.Bridge.WaitForTestAsync(t.TestId!, cancellation)));
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            await done.CancelAsync();
            return new MixRun(seconds, await memory, [.. ended.Select(e => e.Result).OfType<TestResult>()]);
        }
        finally
        {
            await done.CancelAsync();
            await memory;
        }
    }

    private static async Task<double?> PeakAsync(MixSilo silo, CancellationToken done)
    {
        using var timer = new PeriodicTimer(MemoryEvery);
        double? peak = null;
        try
        {
            do
            {
                peak = silo.MemoryMb is { } now && !(peak > now) ? now : peak;
            }
            while (await timer.WaitForNextTickAsync(done));
        }
        catch (OperationCanceledException)
        {
            // The mix has ended.
        }

        return silo.MemoryMb is { } last && !(peak > last) ? last : peak;
    }
}
