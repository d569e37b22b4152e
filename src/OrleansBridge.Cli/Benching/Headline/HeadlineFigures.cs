using OrleansBridge.Core.Simulation.Metrics;
using OrleansBridge.Core.Simulation.Policies;
using OrleansBridge.Core.Simulation.Traces;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Benching.Headline;

/// <summary>
/// SPEC section 13's figures. What the seeds compare with they do not say; here it is what they set out from, stealing that
/// knows no browsers, unless the definition names another.
/// </summary>
internal static class HeadlineFigures
{
    private const string Seeds = "seeds";
    private const string Lower = "lower";
    private const string Higher = "higher";

    /// <summary>Each says what kind of speeds it follows from.</summary>
    internal static IEnumerable<BenchFigure> Of(HeadlineDraws draws) => All(draws).Select(f => f with { Profile = draws.Profile });

    private static IEnumerable<BenchFigure> All(HeadlineDraws draws)
    {
        const string Unaware = PolicyNames.UnawareStealing;
        yield return Seeded("distribution", "variation", Lower, Unaware, r => r.Distribution, .75);
        yield return Seeded("utilization", "share", Higher, Unaware, r => r.Utilization, 1.15);
        yield return Seeded("migrations", "tests", Lower, Unaware, r => r.Migrations, .6);
        yield return Seeded("matching", "share", Higher, Unaware, r => r.Matching, 1.35);
        yield return Seeded("peak", "load", Lower, Unaware, r => r.Peak, .8);
        yield return Figure(
            "recovery", "s", Lower, "full restart", [.. draws.Crashes.Where(c => c is { Ladder.RecoverySeconds: not null, Restart.RecoverySeconds: not null }).Select(c => (c.Ladder.RecoverySeconds!.Value, c.Restart.RecoverySeconds!.Value))], .7);
        yield return Seeded("memory", "MB", Lower, PolicyNames.LeastLoaded, r => r.PeakMegabytes, .78);
        yield return Seeded("p95_wait", "s", Lower, Unaware, r => r.P95Wait, null);
        yield return Seeded("makespan_seeds", "s", Lower, Unaware, r => r.Makespan, null);
        yield return Figure("makespan_new_farm", "s", Lower, "one that has run before", [.. draws.New.Zip(draws.Of(Seeds, HeadlineDraws.Ours), (fresh, known) => (fresh.Makespan, known.Makespan))], null);
        yield return Figure("makespan", "s", Lower, "its lower bound", [.. Trace.Skewed.SelectMany(Bounded)], 1.12);
        foreach (var trace in Trace.Skewed)
        {
            yield return Figure($"makespan_{trace.Replace('-', '_')}", "s", Lower, "its lower bound", Bounded(trace), 1.12);
        }

        if (Steals() is { Count: > 0 } steals)
        {
            yield return BenchFigure.OfTotals("steals_lowering", OrleansRuntimeName.Value, "steals", Higher, "all steals", steals, .95);
        }

        if (Errors() is { Count: > 0 } errors)
        {
            yield return Figure("forecast_mae", "tests", Lower, "the present load", errors, 1);
        }

        BenchFigure Seeded(string name, string unit, string better, string against, Func<SimulationResult, double> value, double? target) => Figure(
            name, unit, better, against,
            [.. draws.Of(Seeds, HeadlineDraws.Ours).Zip(draws.Of(Seeds, against), (ours, other) => (value(ours), value(other))).Where(r => r.Item2 > 0)], target);

        IReadOnlyList<(double, double)> Bounded(string trace) => [.. draws.Of(trace, HeadlineDraws.Ours).Zip(draws.Bounds(trace), (ours, bound) => (ours.Makespan, bound))];

        IReadOnlyList<(double, double)> Errors() =>
            [.. Trace.Names.SelectMany(t => draws.Of(t, HeadlineDraws.Ours)).Where(r => r is { ForecastError: not null, LastValueError: > 0 }).Select(r => (r.ForecastError!.Value, r.LastValueError!.Value))];

        IReadOnlyList<(double, double)> Steals() =>
            [.. Enumerable.Range(0, draws.Crashes.Count)
                .Select(draw => Trace.Names.Select(t => draws.Of(t, HeadlineDraws.Ours)[draw]).ToList())
                .Select(all => ((double)all.Sum(r => r.MigrationsLowering), (double)all.Sum(r => r.Migrations))).Where(s => s.Item2 > 0)];
    }

    private static BenchFigure Figure(string name, string unit, string better, string against, IReadOnlyList<(double, double)> rounds, double? target) =>
        BenchFigure.Of(name, OrleansRuntimeName.Value, unit, better, against, rounds, target);
}
