using OrleansBridge.Cli.Reporting;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>What the sides did, and what was measured of the models.</summary>
internal static class MixTables
{
    internal static void Show(IReadOnlyList<IReadOnlyDictionary<string, MixRun>> rounds, MixSpeeds speeds)
    {
        Console.WriteLine();
        Console.WriteLine("inference by model and place, medians:");
        Screen.Table(
            ["model", "browser/backend", "ms", "runs"],
            speeds.All.Select(s => (IReadOnlyList<string>)[s.ModelId, $"{s.Browser}/{s.Backend}", Figures.Ms(s.Ms), Figures.Number(s.Runs)]));
        Console.WriteLine();
        Console.WriteLine($"medians of {rounds.Count} rounds; the last columns count tests over all of them:");
        Screen.Table(
            ["side", "wall s", "matching", "reuse", "peak MB", "p95 queue s", .. MixSilo.Types, "not passed"],
            rounds[0].Keys.Select(side => Row(side, [.. rounds.Select(r => r[side])], speeds)));
    }

    private static IReadOnlyList<string> Row(string side, IReadOnlyList<MixRun> runs, MixSpeeds speeds)
    {
        var all = runs.SelectMany(r => r.Results).ToList();
        return
        [
            side, Median(r => r.Seconds, "0.0"), Median(r => r.Matching(speeds)), Median(r => r.Reuse), Median(r => r.PeakMb, "0"), Median(Queue, "0.0"),
            .. MixSilo.Types.Select(type => Figures.Number(all.Count(r => r.Browser == type))), Figures.Number(all.Count(r => r.Outcome != Outcome.Passed)),
        ];

        string Median(Func<MixRun, double?> value, string format = "0.00") =>
            runs.Select(value).OfType<double>().ToList() is { Count: > 0 } values ? Figures.Number(Interval.Median(values), format) : Figures.None;
    }

    /// <summary>95th percentile of the time from submit to the accepted attempt's start, seconds.</summary>
    private static double? Queue(MixRun run)
    {
        double[] waits = [.. run.Results.Select(r => r.Timings.QueueMs).OfType<double>().Order()];
        return waits.Length == 0 ? null : waits[(int)Math.Ceiling(.95 * waits.Length) - 1] / 1000;
    }
}
