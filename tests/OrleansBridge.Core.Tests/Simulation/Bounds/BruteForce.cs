using OrleansBridge.Core.Simulation.Bounds;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Tests.Simulation.Bounds;

/// <summary>
/// The least makespan of a tiny workload by trying every assignment to instances. On one instance the order of arrival is best
/// for the last end. Launches cost nothing; the first test of an instance costs the least set-up.
/// </summary>
internal static class BruteForce
{
    public static double Makespan(Workload workload, SpeedProfile profile)
    {
        var instance = new BoundInstance(workload, profile);
        int[] machines = [.. Enumerable.Range(0, instance.Groups).SelectMany(g => Enumerable.Repeat(g, instance.Instances[g]))];
        return Best(instance, machines, new double[machines.Length], 0, double.PositiveInfinity);
    }

    private static double Best(BoundInstance instance, int[] machines, double[] free, int test, double best)
    {
        if (test == instance.Tests)
        {
            return Math.Min(best, free.Max());
        }

        for (var machine = 0; machine < machines.Length; machine++)
        {
            var before = free[machine];
            var end = Math.Max(before, instance.Released[test]) + (before == 0 ? instance.Setup : 0) + instance.Seconds[test, machines[machine]];
            if (end < best)
            {
                free[machine] = end;
                best = Best(instance, machines, free, test + 1, best);
                free[machine] = before;
            }
        }

        return best;
    }
}
