using OrleansBridge.Core.Simulation;
using OrleansBridge.Core.Simulation.Policies;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;
using OrleansBridge.Core.Tests.Simulation.Bounds;

namespace OrleansBridge.Core.Tests.Simulation;

/// <summary>One line before equal instances is list scheduling, of which Graham (1966, 1969) proved how bad it can be.</summary>
public class ListSchedulingLaws
{
    private static readonly SpeedProfile OneSecond = Lab.Profile(SpeedShape.Constant, 0, 0, ("chrome", 1));

    [Fact]
    public void No_list_is_worse_than_two_less_one_over_m_times_the_best()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var (machines, sizes) = Draw(seed);

            Assert.True(Makespan(machines, sizes) <= (2 - 1.0 / machines) * Best(machines, sizes) + 1e-9, $"seed {seed}");
        }
    }

    [Fact]
    public void The_longest_first_is_never_worse_than_four_thirds_less_a_third_over_m()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var (machines, sizes) = Draw(seed);

            Assert.True(Makespan(machines, [.. sizes.OrderDescending()]) <= (4.0 / 3 - 1.0 / (3 * machines)) * Best(machines, sizes) + 1e-9, $"seed {seed}");
        }
    }

    [Fact]
    public void Grahams_worst_list_is_as_bad_as_he_says()
    {
        // m (m - 1) tests of size 1, then one of size m: 2 m - 1 against m.
        const int Machines = 3;
        double[] sizes = [.. Enumerable.Repeat(1.0, Machines * (Machines - 1)), Machines];

        Assert.Equal(2 - 1.0 / Machines, Makespan(Machines, sizes) / Best(Machines, sizes), 1e-9);
    }

    private static (int Machines, double[] Sizes) Draw(int seed)
    {
        var random = new Random(seed);
        return (random.Next(2, 4), [.. Enumerable.Range(0, random.Next(3, 8)).Select(_ => random.Next(1, 20) / 4.0)]);
    }

    private static double Makespan(int machines, double[] sizes) =>
        Simulator.Run(Lab.Jobs(Farm(machines), [.. sizes.Select(s => (0.0, s))]), OneSecond, new LeastLoaded(), Lab.Quiet).Makespan;

    private static double Best(int machines, double[] sizes) => BruteForce.Makespan(Lab.Jobs(Farm(machines), [.. sizes.Select(s => (0.0, s))]), OneSecond);

    private static IReadOnlyList<SimulatedWorker> Farm(int machines) => Farms.Alike(1, machines, 100, "chrome");
}
