using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Simulation.Bounds;

/// <summary>
/// Times below which no schedule of a workload can end, whatever it knows beforehand. Seconds from the first arrival.
/// </summary>
/// <remarks>
/// Minimising the makespan T on unrelated machines with release dates is hard; its linear relaxation is not (Lenstra, Shmoys and
/// Tardos 1990): of test j a fraction x_jg runs on the group g of m_g instances in p_jg, so that for every release r
/// sum over j released at r or later of p_jg x_jg is at most m_g (T - r). By weak duality any prices y_gr of at least 0 with
/// sum m_g y_gr = 1 give the bound: sum over j of min over g of p_jg times (sum over r up to r_j of y_gr), plus sum m_g y_gr r.
/// Prices come from the linear program of classes of tests; the bound is then computed test by test from the prices, so a wrong
/// price makes it smaller, never wrong. In the constraints from the first arrival on, each instance's first test loads a model.
/// </remarks>
internal sealed record MakespanBound
{
    private const int MostReleases = 8;

    /// <summary>The largest of: a test's arrival and its fastest run.</summary>
    public required double LongestTest { get; init; }

    /// <summary>Fastest work that arrives at some time or later, over all instances, and that time.</summary>
    public required double Work { get; init; }

    /// <summary>The linear relaxation by groups of workers with the same browser types.</summary>
    public required double Relaxation { get; init; }

    /// <summary>The best of them.</summary>
    public double Seconds => Math.Max(LongestTest, Math.Max(Work, Relaxation));

    /// <summary>Computes the bounds of a workload on a farm that starts with no model loaded.</summary>
    public static MakespanBound Of(Workload workload, SpeedProfile profile) => Of(new BoundInstance(workload, profile));

    internal static MakespanBound Of(BoundInstance instance)
    {
        double[] releases = [.. Enumerable.Range(0, MostReleases).Select(i => instance.Released[i * instance.Tests / MostReleases]).Distinct()];
        var fastest = Enumerable.Range(0, instance.Tests).Select(t => Enumerable.Range(0, instance.Groups).Min(g => instance.Seconds[t, g])).ToArray();
        return new()
        {
            LongestTest = Enumerable.Range(0, instance.Tests).Max(t => instance.Released[t] + fastest[t]),
            Work = Enumerable.Range(0, releases.Length).Max(r => Priced(instance, releases, Even(instance, releases, r))),
            Relaxation = Priced(instance, releases, new Relaxation(instance, releases).Prices()),
        };
    }

    /// <summary>The bound that prices prove.</summary>
    /// <param name="instance">The tests.</param>
    /// <param name="releases">Times in order, the first 0.</param>
    /// <param name="prices">By group and release: what one instance-second from then on is worth, times the group's instances. At least 0.</param>
    private static double Priced(BoundInstance instance, double[] releases, double[,] prices)
    {
        double sum = 0, bound = 0;
        for (var group = 0; group < instance.Groups; group++)
        {
            for (var release = 0; release < releases.Length; release++)
            {
                sum += prices[group, release];
                bound += prices[group, release] * (releases[release] + (release == 0 ? instance.Setup : 0));
            }
        }

        for (var test = 0; test < instance.Tests; test++)
        {
            var least = double.PositiveInfinity;
            for (var group = 0; group < instance.Groups; group++)
            {
                double price = 0;
                for (var release = 0; release < releases.Length && releases[release] <= instance.Released[test]; release++)
                {
                    price += prices[group, release];
                }

                least = Math.Min(least, instance.Seconds[test, group] * price / instance.Instances[group]);
            }

            bound += least;
        }

        return sum > 0 ? bound / sum : 0;
    }

    /// <summary>All instances worth the same from one release on, and nothing else worth anything.</summary>
    private static double[,] Even(BoundInstance instance, double[] releases, int release)
    {
        var prices = new double[instance.Groups, releases.Length];
        for (var group = 0; group < instance.Groups; group++)
        {
            prices[group, release] = instance.Instances[group];
        }

        return prices;
    }
}
