using OrleansBridge.Core.Simulation;
using OrleansBridge.Core.Simulation.Policies;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Tests.Simulation;

/// <summary>What holds for any policy on any trace.</summary>
public class SimulatorLaws
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var policy in Simulator.Policies)
            {
                // The dispatcher's policies take their time; they share all their code.
                foreach (var trace in Trace.Names.Where(t => policy is PolicyNames.RoundRobin or PolicyNames.LeastLoaded or PolicyNames.UnawareStealing || (policy == PolicyNames.Full && t is "seeds" or "churn")))
                {
                    cases.Add(policy, trace);
                }
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Every_test_ends_once_on_a_browser_its_worker_has(string policy, string trace)
    {
        var workload = Trace.Of(trace, 11);
        var browsers = workload.Workers.ToDictionary(w => w.WorkerId, w => w.Browsers);

        var result = Simulator.Run(workload, AssumedProfile.Default, policy);

        Assert.Equal(workload.Tests.Length, result.Runs.Count);
        Assert.All(result.Runs, r => Assert.Contains(r.Browser, browsers[r.Worker]));
        Assert.All(result.Runs, r => Assert.True(r.ArrivedAt <= r.StartedAt && r.StartedAt < r.EndedAt));
        Assert.InRange(result.Peak, 0, 1);
        Assert.InRange(result.Utilization, 0, 1);
        Assert.True(result.MigrationsLowering + result.MigrationsRaising <= result.Migrations);
    }

    [Theory]
    [InlineData("seeds")]
    [InlineData("churn")]
    public void The_same_seed_gives_the_same_to_the_last_digit(string trace)
    {
        var options = SimulationOptions.Default with { CrashRate = .05 };
        foreach (var policy in new[] { PolicyNames.UnawareStealing, PolicyNames.Full })
        {
            var (first, second) = (Simulator.Run(Trace.Of(trace, 4), AssumedProfile.Default, policy, options), Simulator.Run(Trace.Of(trace, 4), AssumedProfile.Default, policy, options));

            Assert.Equal(first.Runs, second.Runs);
            Assert.Equal(first with { Runs = second.Runs }, second);
        }
    }

    [Fact]
    public void Another_seed_gives_something_else() =>
        Assert.NotEqual(
            Simulator.Run(Trace.Of("seeds", 1), AssumedProfile.Default, PolicyNames.LeastLoaded).Makespan,
            Simulator.Run(Trace.Of("seeds", 2), AssumedProfile.Default, PolicyNames.LeastLoaded).Makespan);

    [Fact]
    public void A_policy_or_trace_that_there_is_not_is_named_with_those_there_are()
    {
        Assert.Contains("round-robin", Assert.Throws<ArgumentException>(() => Simulator.Run(Trace.Of("seeds", 1), AssumedProfile.Default, "none")).Message);
        Assert.Contains("diurnal", Assert.Throws<ArgumentException>(() => Trace.Of("none", 1)).Message);
    }
}
