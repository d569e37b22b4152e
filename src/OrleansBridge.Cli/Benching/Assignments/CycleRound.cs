using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>One round of whole cycles: as many as 64 clients can have, and then at half of that rate.</summary>
/// <param name="Rate">Cycles, and what each cost.</param>
/// <param name="InMemory">The same with the ledgers in memory; null where that cannot be had.</param>
/// <param name="SubmitToAssigned">Median at half load, ms.</param>
/// <param name="Full">The median cycle at full load.</param>
/// <param name="FullInMemory">The same with the ledgers in memory.</param>
internal sealed record CycleRound(Rate Rate, Rate? InMemory, double SubmitToAssigned, Cycle Full, Cycle? FullInMemory)
{
    private const double SubmitToAssignedMs = 25;

    internal static async Task<CycleRound> MeasureAsync(CycleSilo ours, CycleSilo? memory, ClosedLoop loop, TimeSpan length, CancellationToken cancellation)
    {
        var (rate, full) = await FullAsync(ours, loop, length, cancellation);
        (Rate Rate, Cycle Median)? inMemory = memory is null ? null : await FullAsync(memory, loop, length, cancellation);
        var half = await HalfAsync(ours, rate.PerSecond / 2, length, cancellation);
        return new CycleRound(rate, inMemory?.Rate, Interval.Median(half.Select(c => c.Assigned)), full, inMemory?.Median);
    }

    internal static IEnumerable<BenchFigure> Figures(string runtime, List<CycleRound> rounds)
    {
        // An absolute target: the ratio is ours over it.
        yield return BenchFigure.Of("submit_to_assigned_p50", runtime, "ms", "lower", "25 ms", [.. rounds.Select(r => (r.SubmitToAssigned, SubmitToAssignedMs))], 1);
        if (rounds.TrueForAll(r => r.InMemory is not null))
        {
            yield return BenchFigure.Of("cycle_vs_memory", runtime, "tests/s", "higher", "in-memory storage", [.. rounds.Select(r => (r.Rate.PerSecond, r.InMemory!.Value.PerSecond))], .8);
            yield return BenchFigure.Of("cycle_cpu", runtime, "ms CPU/test", "lower", "in-memory storage", [.. rounds.Select(r => (r.Rate.CpuMs, r.InMemory!.Value.CpuMs))], null);
            yield return Part("cycle_submit", c => c.Acknowledged);
            yield return Part("cycle_assign", c => c.Assigned - c.Acknowledged);
            yield return Part("cycle_complete", c => c.Completed - c.Assigned);
        }

        // Where the time goes, at full load.
        BenchFigure Part(string name, Func<Cycle, double> ms) =>
            BenchFigure.Of(name, runtime, "ms", "lower", "in-memory storage", [.. rounds.Select(r => (ms(r.Full), ms(r.FullInMemory!)))], null);
    }

    public override string ToString() => FormattableString.Invariant($"{Rate.PerSecond:0} cycles/s ({Rate.CpuMs:0.0} ms CPU), {Parts(Full)}; submit to assigned at half load {SubmitToAssigned:0.0} ms")
        + (FullInMemory is { } memory ? FormattableString.Invariant($"; in memory {InMemory!.Value.PerSecond:0} cycles/s ({InMemory!.Value.CpuMs:0.0} ms CPU), {Parts(memory)}") : "");

    private static string Parts(Cycle cycle) =>
        FormattableString.Invariant($"of which {cycle.Acknowledged:0.0} ms submit, {cycle.Assigned - cycle.Acknowledged:0.0} assign, {cycle.Completed - cycle.Assigned:0.0} complete");

    private static async Task<(Rate Rate, Cycle Median)> FullAsync(CycleSilo silo, ClosedLoop loop, TimeSpan length, CancellationToken cancellation)
    {
        var cycles = new ConcurrentBag<Cycle>();
        var rate = await loop.RunAsync(LedgerRound.Clients, length, async _ => cycles.Add(await Cycle.RunAsync(silo.Bridge, silo.Tests.Next(), cancellation)), cancellation);
        return (rate, new Cycle(
            Interval.Median(cycles.Select(c => c.Acknowledged)), Interval.Median(cycles.Select(c => c.Assigned)), Interval.Median(cycles.Select(c => c.Completed))));
    }

    /// <summary>Tests arrive evenly, whether or not those before are done.</summary>
    private static async Task<Cycle[]> HalfAsync(CycleSilo silo, double perSecond, TimeSpan length, CancellationToken cancellation)
    {
        var cycles = new List<Task<Cycle>>();
        var begun = Stopwatch.GetTimestamp();
        for (var elapsed = TimeSpan.Zero; elapsed < length || cycles.Count == 0; elapsed = Stopwatch.GetElapsedTime(begun))
        {
            while (cycles.Count <= elapsed.TotalSeconds * perSecond)
            {
                cycles.Add(Task.Run(() => Cycle.RunAsync(silo.Bridge, silo.Tests.Next(), cancellation), cancellation));
            }

            await Task.Delay(1, cancellation);
        }

        return await Task.WhenAll(cycles);
    }
}
