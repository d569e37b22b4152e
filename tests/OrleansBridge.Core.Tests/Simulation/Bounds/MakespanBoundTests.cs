using OrleansBridge.Core.Simulation;
using OrleansBridge.Core.Simulation.Bounds;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Tests.Simulation.Bounds;

public class MakespanBoundTests
{
    private static readonly SpeedProfile TwoSpeeds = Spread(Lab.Profile(SpeedShape.LogNormal, .5, .4, ("chrome", 1), ("firefox", 1.7)), .4);

    [Fact]
    public void No_schedule_beats_the_bound()
    {
        var tight = 0;
        for (var seed = 1; seed <= 300; seed++)
        {
            var workload = Tiny(seed);
            var bound = MakespanBound.Of(workload, TwoSpeeds);
            var best = BruteForce.Makespan(workload, TwoSpeeds);

            Assert.True(bound.Seconds <= best + 1e-9, $"seed {seed}: the bound is {bound}, but {best} can be done");
            tight += bound.Seconds > .8 * best ? 1 : 0;
        }

        Assert.True(tight > 200, $"a bound that is never near the truth says nothing: {tight} of 300 were within a fifth of it");
    }

    [Fact]
    public void Many_small_tests_reach_the_relaxation()
    {
        // Two instances of speed 1 and 1 / 1.7: together they do 1 + 1 / 1.7 a second.
        var farm = new[] { new SimulatedWorker("a", ["chrome"]) { MaxBrowsers = 1 }, new SimulatedWorker("b", ["firefox"]) { MaxBrowsers = 1 } };
        var workload = Lab.Jobs(farm, [.. Enumerable.Repeat((0.0, .01), 1000)]);
        var profile = Lab.Profile(SpeedShape.Constant, 0, 0, ("chrome", 1), ("firefox", 1.7));

        var bound = MakespanBound.Of(workload, profile);

        Assert.Equal(10 / (1 + 1 / 1.7), bound.Relaxation, 1e-4);
        Assert.Equal(5, bound.Work, 1e-9);
        Assert.Equal(.01, bound.LongestTest, 1e-9);
    }

    [Fact]
    public void Every_policy_stays_above_it()
    {
        foreach (var (trace, crashes) in new[] { ("seeds", 0), ("seeds", .1), ("skew-text", 0), ("churn", 0), ("heavy-tail", .1) })
        {
            var workload = Trace.Of(trace, 1);
            var bound = MakespanBound.Of(workload, AssumedProfile.Default).Seconds;
            foreach (var policy in Simulator.Policies)
            {
                var makespan = Simulator.Run(workload, AssumedProfile.Default, policy, SimulationOptions.Default with { CrashRate = crashes }).Makespan;

                Assert.True(makespan >= bound, $"{policy} on {trace} ended after {makespan} s; the bound is {bound} s");
            }
        }
    }

    [Fact]
    public void Each_slot_that_runs_a_model_loads_it()
    {
        // 16 s of each of two models within about 10 s: two slots for each at least, and a load in each of the four.
        var farm = new[] { new SimulatedWorker("a", ["chrome"]) { MaxBrowsers = 4 } };
        var workload = Lab.Of(farm, [.. Enumerable.Range(0, 32).Select(i => new SimulatedTest(0, i % 2, .5, .5))], models: 2);

        var bound = MakespanBound.Of(workload, Lab.Profile(SpeedShape.Constant, 2, 0, ("chrome", 1)));

        Assert.Equal((32 + 4 * 2) / 4.0, bound.Relaxation, 1e-4);
    }

    [Fact]
    public void A_slot_that_becomes_another_type_is_launched()
    {
        // Two slots, one of each type; firefox is so slow that both should be chrome, one after a launch.
        var farm = new[] { new SimulatedWorker("a", ["chrome", "firefox"]) { MaxBrowsers = 2 } };
        var workload = Lab.Jobs(farm, [.. Enumerable.Repeat((0.0, .01), 2000)]);

        var bound = MakespanBound.Of(workload, Lab.Profile(SpeedShape.Constant, 0, 3, ("chrome", 1), ("firefox", 10)));

        Assert.Equal((20 + 3) / 2.0, bound.Relaxation, .01);
    }

    [Fact]
    public void Slots_wait_for_the_tests_they_begin_with()
    {
        var farm = new[] { new SimulatedWorker("a", ["chrome"]) { MaxBrowsers = 3 } };
        var workload = Lab.Jobs(farm, [(0, 4), (1, 4), (2, 4), (2, 3), (2, 3), (2, 3)]);

        var bound = MakespanBound.Of(workload, Lab.Profile(SpeedShape.Constant, 0, 0, ("chrome", 1)));

        Assert.Equal((0 + 1 + 2 + 21) / 3.0, bound.Relaxation, 1e-4);
    }

    [Fact]
    public void A_launch_while_a_slot_waits_is_not_counted_twice()
    {
        // The second slot becomes chrome from 0 to 3, while it could not begin before 2 anyway.
        var farm = new[] { new SimulatedWorker("a", ["chrome", "firefox"]) { MaxBrowsers = 2 } };
        var workload = Lab.Jobs(farm, [(0, 2), .. Enumerable.Repeat((2.0, .01), 1800)]);

        var bound = MakespanBound.Of(workload, Lab.Profile(SpeedShape.Constant, 0, 3, ("chrome", 1), ("firefox", 10)));

        Assert.InRange(bound.Seconds, 11.4, (20 + 3) / 2.0 + 1e-6);
    }

    [Fact]
    public void A_slot_that_runs_nothing_need_not_have_time_for_a_load()
    {
        // The first slot loads at 0 and runs both.
        var farm = new[] { new SimulatedWorker("a", ["chrome"]) { MaxBrowsers = 2 } };

        var bound = MakespanBound.Of(Lab.Jobs(farm, [(0, .1), (3, .1)]), Lab.Profile(SpeedShape.Constant, 2.5, 0, ("chrome", 1)));

        Assert.Equal(3.1, bound.Seconds, 1e-9);
    }

    private static Workload Tiny(int seed)
    {
        var random = new Random(seed);
        SimulatedWorker[] farm =
        [
            new("a", random.Next(2) == 0 ? ["chrome"] : ["chrome", "firefox"]) { MaxBrowsers = 1 },
            new("b", random.Next(2) == 0 ? ["firefox"] : ["chrome", "firefox"]) { MaxBrowsers = random.Next(1, 3) },
        ];
        var models = random.Next(1, 3);
        double[] arrivals = [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => random.NextDouble() * 3).Order()];
        return Lab.Of(farm, [.. arrivals.Select(at => new SimulatedTest(at, random.Next(models), random.NextDouble(), random.NextDouble(), random.Next(1, 16) / 4.0))], models);
    }

    private static SpeedProfile Spread(SpeedProfile profile, double spread) => profile with { Entries = [.. profile.Entries.Select(e => e with { Spread = spread })] };
}
