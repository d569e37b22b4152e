using OrleansBridge.Core.Simulation;
using OrleansBridge.Core.Simulation.Bounds;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Tests.Simulation.Bounds;

public class MakespanBoundTests
{
    private static readonly SpeedProfile TwoSpeeds = Lab.Profile(SpeedShape.Constant, .5, 0, ("chrome", 1), ("firefox", 1.7));

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
        foreach (var trace in new[] { "seeds", "skew-text" })
        {
            var workload = Trace.Of(trace, 1);
            var bound = MakespanBound.Of(workload, AssumedProfile.Default).Seconds;
            foreach (var policy in Simulator.Policies)
            {
                var makespan = Simulator.Run(workload, AssumedProfile.Default, policy).Makespan;

                Assert.True(makespan >= bound, $"{policy} on {trace} ended after {makespan} s; the bound is {bound} s");
            }
        }
    }

    private static Workload Tiny(int seed)
    {
        var random = new Random(seed);
        SimulatedWorker[] farm =
        [
            new("a", random.Next(2) == 0 ? ["chrome"] : ["chrome", "firefox"]) { MaxBrowsers = 1 },
            new("b", ["firefox"]) { MaxBrowsers = random.Next(1, 3) },
        ];
        return Lab.Jobs(farm, [.. Enumerable.Range(0, random.Next(2, 7)).Select(_ => (Math.Round(random.NextDouble() * 3, 2), random.Next(1, 16) / 4.0)).Order().Select((j, i) => i == 0 ? (0, j.Item2) : j)]);
    }
}
