using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>
/// Some free workers of a large farm: those that have the model loaded, and a few of the others by chance. The best of d choices
/// is nearly as good as the best of all (Mitzenmacher 2001), and only so many are scored however large the farm is.
/// </summary>
internal static class Sample
{
    /// <summary>Farms up to this size are looked at as a whole.</summary>
    public const int WholeFarm = 64;

    /// <summary>Workers taken of each sort.</summary>
    public const int Most = 32;

    /// <summary>Null: the farm is small.</summary>
    public static IReadOnlyList<WorkerView>? Of(TestRequirements test, IReadOnlyCollection<WorkerView> farm)
    {
        if (farm.Count <= WholeFarm)
        {
            return null;
        }

        // The same for the same test, so that a decision can be replayed.
        var (random, seen) = (new Random(BackOff.SeedOf(test.TestId ?? test.ModelId)), 0);
        List<WorkerView> resident = [], others = [];
        foreach (var worker in farm.Where(w => IsFree(test, w)))
        {
            if (resident.Count < Most && worker.Browsers.Any(b => b.Resident.Contains(test.ModelId)))
            {
                resident.Add(worker);
            }
            else if (others.Count < Most)
            {
                others.Add(worker);
                seen++;
            }
            else if (random.Next(++seen) is var at && at < Most)
            {
                // Reservoir sampling (Vitter 1985, algorithm R): each has the same chance.
                others[at] = worker;
            }
        }

        return [.. resident, .. others];
    }

    private static bool IsFree(TestRequirements test, WorkerView worker) =>
        PlaceFilter.Wait(test, worker) is null && worker.Descriptor.Browsers.Any(b => PlaceFilter.Offer(test, worker, b, out _) is not null);
}
