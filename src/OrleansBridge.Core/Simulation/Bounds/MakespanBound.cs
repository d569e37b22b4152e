using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Simulation.Bounds;

/// <summary>
/// Times below which no schedule of a workload can end, whatever it knows beforehand. Seconds from the first arrival.
/// </summary>
/// <remarks>
/// Minimising the makespan T on unrelated machines with release dates is hard; its linear relaxation is not (Lenstra, Shmoys and
/// Tardos 1990). Of test j a fraction x runs at each place, a browser type b of a group g of m_g slots, in p_jb; for every release r
/// the tests released at r or later take at most m_g (T - r) of the group's slots. From the first arrival on more is counted:
/// <list type="bullet">
/// <item>slots that start as b do at most n_gb T of it; one that starts as another type launches b for l_b first and then works at
/// most T - l_b as b, so that a second of work takes T / (T - l_b) of it;</item>
/// <item>the k slots that run a model load it k times, for at least the k smallest set-ups of its tests, with k at least its work
/// over T less the smallest set-up and the model's first arrival;</item>
/// <item>the k-th slot to begin waits for the k-th test at least.</item>
/// </list>
/// By weak duality any prices y_gr and w_gb of at least 0 with sum m_g y_gr + sum n_gb w_gb = 1 give the bound: the cheapest way for
/// each test and each load, summed, plus sum m_g y_gr r. Prices come from the linear program of classes of tests; the bound is then
/// computed test by test from the prices, so a wrong price makes it smaller, never wrong.
/// What needs T is true for any horizon that is no earlier than T: so T is at least the smaller of the horizon and of what follows from it.
/// </remarks>
internal sealed record MakespanBound
{
    private const int MostReleases = 8;
    private const int Halvings = 24;
    private const int Rounds = 3;

    /// <summary>The largest of: a test's arrival and its fastest run.</summary>
    public required double LongestTest { get; init; }

    /// <summary>Fastest work that arrives at some time or later, over all instances, and that time.</summary>
    public required double Work { get; init; }

    /// <summary>The linear relaxation by groups of workers with the same browser types.</summary>
    public required double Relaxation { get; init; }

    /// <summary>The best of them.</summary>
    public double Seconds => Math.Max(LongestTest, Math.Max(Work, Relaxation));

    /// <summary>Computes the bounds of a workload on a farm whose workers start with their browser types in turn, no model loaded.</summary>
    public static MakespanBound Of(Workload workload, SpeedProfile profile)
    {
        var instance = new BoundInstance(workload, profile);
        double[] releases = [.. Enumerable.Range(0, MostReleases).Select(i => instance.Released[i * instance.Tests / MostReleases]).Distinct()];
        var any = new Overheads(instance, double.PositiveInfinity, 0);
        var work = Enumerable.Range(0, releases.Length).Max(r => Priced(instance, releases, Prices.Even(instance, releases.Length, r), any));
        var slots = Math.Min(instance.Slots.Sum(), instance.Tests);
        return new()
        {
            LongestTest = instance.LongestTest,
            Work = work,
            Relaxation = new[] { 0, instance.Released[slots / 2], instance.Released[slots - 1] }.Max(shared => Relaxed(instance, releases, shared)),
        };
    }

    private static double Relaxed(BoundInstance instance, double[] releases, double shared)
    {
        var proven = At(double.PositiveInfinity, Best(double.PositiveInfinity));
        for (var round = 0; round < Rounds; round++)
        {
            var prices = Best(proven);
            var disproven = 2 * proven;
            for (var i = 0; i < Halvings; i++)
            {
                var horizon = (proven + disproven) / 2;
                (proven, disproven) = At(horizon, prices) >= horizon ? (horizon, disproven) : (proven, horizon);
            }
        }

        return proven;

        Prices Best(double horizon) => new Relaxation(instance, releases, new(instance, horizon, shared)).Prices();
        double At(double horizon, Prices prices) => Priced(instance, releases, prices, new(instance, horizon, shared));
    }

    /// <summary>The bound that prices prove.</summary>
    private static double Priced(BoundInstance instance, double[] releases, Prices prices, Overheads overheads)
    {
        double sum = 0, bound = 0;
        var cheapest = double.PositiveInfinity;
        for (var group = 0; group < instance.Slots.Length; group++)
        {
            cheapest = Math.Min(cheapest, prices.Slots[group, 0]);
            for (var release = 0; release < releases.Length; release++)
            {
                sum += instance.Slots[group] * prices.Slots[group, release];
                bound += instance.Slots[group] * prices.Slots[group, release] * releases[release];
            }
        }

        for (var place = 0; place < instance.Places.Length; place++)
        {
            sum += instance.Places[place].Native * prices.Natives[place];
        }

        bound += cheapest * overheads.Anywhere;
        for (var test = 0; test < instance.Tests; test++)
        {
            var least = double.PositiveInfinity;
            for (var place = 0; place < instance.Places.Length; place++)
            {
                least = Math.Min(least, instance.Seconds[test, instance.Places[place].Browser] * Price(instance, place, prices, overheads, Last(releases, instance.Released[test])));
            }

            bound += least;
        }

        return sum > 0 ? bound / sum : 0;
    }

    /// <summary>The least that a second at a place costs a test, in a slot that started so or in another.</summary>
    private static double Price(BoundInstance instance, int place, Prices prices, Overheads overheads, int last)
    {
        var at = instance.Places[place];
        var price = overheads.Stretch(at) is var stretch and < double.PositiveInfinity ? prices.Slots[at.Group, 0] * stretch : double.PositiveInfinity;
        if (at.Native > 0)
        {
            price = Math.Min(price, prices.Slots[at.Group, 0] + prices.Natives[place]);
        }

        for (var release = 1; release <= last; release++)
        {
            price += prices.Slots[at.Group, release];
        }

        return price;
    }

    private static int Last(double[] releases, double released) => Array.FindLastIndex(releases, r => r <= released);
}
