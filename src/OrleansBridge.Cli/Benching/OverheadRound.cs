using System.Diagnostics;
using OrleansBridge.Browsers.Bare;

namespace OrleansBridge.Cli.Benching;

/// <summary>One round of the overhead bench: both sides, one after the other.</summary>
internal sealed record OverheadRound
{
    private const int WarmUp = 3;

    public required double BareCaseMs { get; init; }

    public required double CaseMs { get; init; }

    public required double SubmitMs { get; init; }

    public required double BarePerS { get; init; }

    public required double OnePerS { get; init; }

    public required double TwoPerS { get; init; }

    public required double BareMixedPerS { get; init; }

    public required double OneMixedPerS { get; init; }

    public required double BarePeakMb { get; init; }

    public required double PeakMb { get; init; }

    public override string ToString() => FormattableString.Invariant(
        $"case {BareCaseMs:0.0} ms bare, {CaseMs:0.0} ms bridge; {BarePerS:0.0} cases/s bare, {OnePerS:0.0} with one browser, {TwoPerS:0.0} with two; with errors {BareMixedPerS:0.0} bare, {OneMixedPerS:0.0}");

    internal static async Task<OverheadRound> MeasureAsync(BareRunner bare, BridgeSide bridge, OverheadCases cases, TimeSpan timeout, CancellationToken cancellation)
    {
        // The page may be fresh from a failure: what it compiles on first use is no part of a case.
        await bare.RunAsync(cases.Clean.Take(WarmUp), timeout, cancellation);
        var begun = Stopwatch.GetTimestamp();
        var plain = await bare.RunAsync(cases.Long, timeout, cancellation);
        var barePerS = plain.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var barePeak = bare.ReadMemoryMb() ?? 0;
        var single = await bridge.OneByOneAsync(cases.Clean, cancellation);
        var one = await bridge.ThroughputAsync(cases.Long, cancellation);
        var peak = await bridge.MemoryMbAsync(cancellation);
        begun = Stopwatch.GetTimestamp();
        await bare.RunAsync(cases.Mixed, timeout, cancellation);
        var bareMixed = cases.Mixed.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var oneMixed = await bridge.ThroughputAsync(cases.Mixed, cancellation);
        var two = await bridge.WithTwoAsync(cases.Long, () => bridge.ThroughputAsync(cases.Long, cancellation), cancellation);
        return new OverheadRound
        {
            BareCaseMs = Interval.Median(plain.Select(p => p.WallMs)),
            CaseMs = Interval.Median(single.Select(s => s.Dispatched)),
            SubmitMs = Interval.Median(single.Select(s => s.Submitted)),
            BarePerS = barePerS,
            OnePerS = one,
            TwoPerS = two,
            BareMixedPerS = bareMixed,
            OneMixedPerS = oneMixed,
            BarePeakMb = Math.Max(barePeak, bare.ReadMemoryMb() ?? 0),
            PeakMb = Math.Max(peak, await bridge.MemoryMbAsync(cancellation)),
        };
    }
}
