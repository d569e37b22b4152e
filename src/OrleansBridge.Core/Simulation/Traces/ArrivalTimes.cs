namespace OrleansBridge.Core.Simulation.Traces;

/// <summary>When tests arrive.</summary>
internal static class ArrivalTimes
{
    /// <summary>A Poisson process: as often at any time.</summary>
    /// <param name="random">Chance.</param>
    /// <param name="count">Arrivals.</param>
    /// <param name="rate">Arrivals a second.</param>
    /// <param name="from">Seconds before the first may come.</param>
    public static IEnumerable<double> Steady(Random random, int count, double rate, double from = 0)
    {
        for (var at = from; count > 0; count--)
        {
            at += -Math.Log(1 - random.NextDouble()) / rate;
            yield return at;
        }
    }

    /// <summary>A Poisson process whose rate changes, by thinning (Lewis and Shedler 1979).</summary>
    /// <param name="random">Chance.</param>
    /// <param name="count">Arrivals.</param>
    /// <param name="most">A rate never exceeded, arrivals a second.</param>
    /// <param name="rate">The rate at a time.</param>
    public static IEnumerable<double> Changing(Random random, int count, double most, Func<double, double> rate)
    {
        for (double at = 0; count > 0;)
        {
            at += -Math.Log(1 - random.NextDouble()) / most;
            if (random.NextDouble() * most < rate(at))
            {
                count--;
                yield return at;
            }
        }
    }
}
