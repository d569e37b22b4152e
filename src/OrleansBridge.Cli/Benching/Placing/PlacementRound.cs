using System.Diagnostics;

namespace OrleansBridge.Cli.Benching.Placing;

/// <summary>What one round found on one farm.</summary>
/// <param name="P50Ms">Median of a decision.</param>
/// <param name="P99Ms">Its 99th percentile.</param>
/// <param name="ExhaustiveP99Ms">The same of the form that looks at every place.</param>
/// <param name="UpdateUs">Mean of what a change of a worker costs the index.</param>
/// <param name="Bytes">Allocated by a decision.</param>
/// <param name="ExhaustiveBytes">The same of the form that looks at every place.</param>
/// <param name="Regret">The most that a chosen score was below the best there was, as a part of it.</param>
internal sealed record PlacementRound(double P50Ms, double P99Ms, double ExhaustiveP99Ms, double UpdateUs, double Bytes, double ExhaustiveBytes, double Regret)
{
    private const int WarmUp = 300;

    internal static PlacementRound Measure(PlacementFarm farm, int decisions, int compared)
    {
        Run(farm, WarmUp);
        var ours = Run(farm, decisions);
        var (regret, exhaustive, bytes) = (0.0, new List<double>(), 0L);
        for (var n = 0; n < compared; n++)
        {
            var test = farm.NextTest();
            var chosen = farm.Decide(test);
            var (begun, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            var best = farm.DecideExhaustively(test);
            exhaustive.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
            if ((chosen.Place is null) != (best.Place is null))
            {
                throw new InvalidOperationException($"{test.TestId}: {chosen.Waiting ?? "placed"} and {best.Waiting ?? "placed"}");
            }

            if (best.Explanation is { Score: > 0 and var score })
            {
                regret = Math.Max(regret, 1 - (chosen.Explanation!.Score / score));
                farm.Carry(test, chosen.Place!);
            }
        }

        return new PlacementRound(
            Quantile(ours.Milliseconds, .5), Quantile(ours.Milliseconds, .99), Quantile(exhaustive, .99), ours.UpdateUs, ours.Bytes, (double)bytes / compared, regret);
    }

    private static (List<double> Milliseconds, double UpdateUs, double Bytes) Run(PlacementFarm farm, int decisions)
    {
        var (times, updates, bytes) = (new List<double>(decisions), TimeSpan.Zero, 0L);
        for (var n = 0; n < decisions; n++)
        {
            var test = farm.NextTest();
            var (begun, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            var decision = farm.Decide(test);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (decision.Place is { } place)
            {
                begun = Stopwatch.GetTimestamp();
                farm.Carry(test, place);
                updates += Stopwatch.GetElapsedTime(begun);
            }
        }

        // Each placed test changes two workers.
        return (times, updates.TotalMicroseconds / decisions / 2, (double)bytes / decisions);
    }

    private static double Quantile(List<double> values, double q)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)Math.Min(sorted.Count - 1, Math.Ceiling(q * sorted.Count) - 1)];
    }
}
