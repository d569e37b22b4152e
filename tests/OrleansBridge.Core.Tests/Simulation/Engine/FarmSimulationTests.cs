using OrleansBridge.Core.Simulation;
using OrleansBridge.Core.Simulation.Engine;
using OrleansBridge.Core.Simulation.Policies;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Tests.Simulation.Engine;

/// <summary>What a simulated farm costs, by arithmetic.</summary>
public class FarmSimulationTests
{
    private static readonly SpeedProfile Costly = Lab.Profile(SpeedShape.Constant, setup: 2, launch: 1.5, ("chrome", 1), ("firefox", 3));

    [Fact]
    public void A_model_is_loaded_once_and_then_resident()
    {
        var result = Run(Lab.Jobs(One("chrome"), (0, 1), (0, 1), (0, 1)));

        Assert.Equal([true, false, false], result.Runs.Select(r => r.Cold));
        Assert.Equal([3, 4, 5], result.Runs.Select(r => r.EndedAt));
        Assert.Equal(1, result.Utilization);
    }

    [Fact]
    public void The_model_used_longest_ago_leaves_when_memory_is_short()
    {
        // Two of 50 MB fit: 0, 1, 0 again, then 2 in place of 1, which is loaded anew.
        SimulatedTest[] tests = [.. new[] { 0, 1, 0, 2, 0, 1 }.Select(m => new SimulatedTest(0, m, .5, .5))];

        var result = Run(Lab.Of(One("chrome"), tests, models: 3), Lab.Quiet with { SessionCacheMb = 100 });

        Assert.Equal([true, true, false, true, false, true], result.Runs.Select(r => r.Cold));
        Assert.Equal(200, result.PeakMegabytes);
    }

    [Fact]
    public void A_cold_pool_launches_first() =>
        Assert.Equal(4.5, Run(Lab.Jobs(One("chrome"), (0, 1)), Lab.Quiet with { WarmPool = false }).Makespan);

    [Fact]
    public void Another_browser_type_takes_the_place_of_an_idle_instance()
    {
        var result = Run(Lab.Jobs(One("chrome", "firefox"), (0, 1), (0, 1)), places: [0, 1]);

        Assert.Equal([3, 3 + 1.5 + 2 + 3], result.Runs.Select(r => r.EndedAt));
        Assert.Equal(["chrome", "firefox"], result.Runs.Select(r => r.Browser));
        Assert.Equal(.5, result.Matching);
    }

    [Fact]
    public void A_test_beyond_the_slots_waits_without_a_place()
    {
        var farm = Farms.Alike(1, 1, 2, "chrome");

        var result = Run(Lab.Jobs(farm, (0, 1), (0, 1), (0, 1)));

        Assert.Equal(1, result.Peak);
        Assert.Equal([0, 3, 4], result.Runs.Select(r => r.Wait));
    }

    [Fact]
    public void A_moved_test_starts_where_it_was_moved_to_after_the_way_there()
    {
        var farm = Farms.Alike(2, 1, 3, "chrome");
        var policy = new Scripted([0, 0]) { MoveLast = true };

        var result = Simulator.Run(Lab.Jobs(farm, (0, 1), (0, 1)), Costly, policy, Lab.Quiet with { RebalanceSeconds = 1, MigrationSeconds = .25 });

        Assert.Equal([3, 1 + .25 + 3], result.Runs.Select(r => r.EndedAt));
        Assert.Equal((1, 0, 1), (result.Migrations, result.MigrationsLowering, result.MigrationsRaising));
    }

    [Fact]
    public void Load_that_one_worker_has_alone_varies_as_much_as_it_can()
    {
        var result = Simulator.Run(Lab.Jobs(Farms.Alike(4, 1, 3, "chrome"), (0, 1), (0, 1)), Costly, new Scripted([0, 0]), Lab.Quiet);

        Assert.Equal(Math.Sqrt(3), result.Distribution, 1e-9);
        Assert.Equal(.25, result.Utilization, 1e-9);
    }

    [Fact]
    public void After_a_crash_the_ladder_runs_only_that_test_again()
    {
        var (ladder, restart) = (Crashing(SimulatedRecovery.Ladder), Crashing(SimulatedRecovery.FullRestart));

        Assert.All(ladder.Runs, r => Assert.InRange(r.Attempts, 1, 20));
        Assert.True(ladder.Runs.Sum(r => r.Attempts) < restart.Runs.Sum(r => r.Attempts));
        Assert.True(ladder.RecoverySeconds > 3, "a launch and a model load at least");
        Assert.True(ladder.RecoverySeconds < restart.RecoverySeconds);
    }

    [Fact]
    public void What_a_lost_worker_held_runs_elsewhere_after_the_lease()
    {
        var workload = Lab.Jobs(Farms.Alike(2, 1, 3, "chrome"), (0, 1)) with { Outages = [new Outage(0, 1, 500)] };

        var result = Simulator.Run(workload, Costly, new LeastLoaded(), Lab.Quiet with { LeaseSeconds = 10 });

        Assert.Equal("w0001", result.Runs[0].Worker);
        Assert.Equal(1 + 10 + 3, result.Makespan);
        Assert.Equal(10 + 2, result.RecoverySeconds);
    }

    private static OrleansBridge.Core.Simulation.Metrics.SimulationResult Crashing(SimulatedRecovery recovery) =>
        Run(Lab.Jobs(Farms.Alike(1, 3, 3, "chrome"), [.. Enumerable.Range(0, 60).Select(i => ((double)i, 1.0))]), Lab.Quiet with { CrashRate = .2, Recovery = recovery });

    private static IReadOnlyList<SimulatedWorker> One(params string[] browsers) => Farms.Alike(1, 1, 9, browsers);

    private static OrleansBridge.Core.Simulation.Metrics.SimulationResult Run(Workload workload, SimulationOptions? options = null, int[]? places = null) =>
        Simulator.Run(workload, Costly, places is null ? new LeastLoadedChrome() : new Scripted([.. places.Select(_ => 0)], places), options ?? Lab.Quiet);

    /// <summary>Everything to the first worker's first browser type.</summary>
    private sealed class LeastLoadedChrome : IFarmPolicy
    {
        private FarmState _farm = null!;

        public void Open(FarmState farm) => _farm = farm;

        public FarmPlace? Place(int test) => _farm.Workers[0].Free > 0 ? new FarmPlace(0, 0) : null;
    }

    /// <summary>Each test where the script says.</summary>
    private sealed class Scripted(int[] workers, int[]? browsers = null) : IFarmPolicy
    {
        private FarmState _farm = null!;

        public bool MoveLast { get; init; }

        public bool Moves => MoveLast;

        public void Open(FarmState farm) => _farm = farm;

        public FarmPlace? Place(int test) => new FarmPlace(workers[test], browsers?[test] ?? 0);

        public void Rebalance(List<FarmMove> moves)
        {
            if (_farm.Workers[0].Tail is var last and >= 0)
            {
                moves.Add(new FarmMove(last, new FarmPlace(1, 0)));
            }
        }
    }
}
