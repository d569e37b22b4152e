using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Stealing;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Tests.Stealing;

public class StealPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly StealOptions Options = new();

    private readonly List<WorkerView> _workers = [];
    private readonly List<HeldTest> _held = [];
    private readonly ScoringContext _context = Learned(10);

    [Fact]
    public void A_test_that_waits_moves_to_a_worker_where_it_begins_at_once()
    {
        Worker("busy", 6);
        Worker("idle", 0);
        var move = Assert.Single(Plan());
        Assert.Equal(("busy", "idle", "chrome", "wasm", 1L), (move.From, move.To, move.Browser, move.Backend, move.Epoch));
        Assert.True(move is { GainSeconds: > 0, MakespanSeconds: >= 0 });
        Assert.Contains("on busy", move.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_that_has_started_stays()
    {
        Worker("busy", 3);
        Worker("idle", 0);
        Assert.Empty(Plan());
    }

    [Fact]
    public void A_test_whose_place_recovery_chose_stays()
    {
        Worker("busy", 6);
        Worker("idle", 0);
        for (var n = 0; n < _held.Count; n++)
        {
            _held[n] = _held[n] with { Bound = true };
        }

        Assert.Empty(Plan());
    }

    [Fact]
    public void What_gains_less_than_a_move_costs_stays()
    {
        Worker("busy", 6);
        Worker("idle", 0);
        Assert.Empty(Plan(Options with { MigrationSeconds = 60 }));
        Assert.NotEmpty(Plan(Options with { MigrationSeconds = 1 }));
    }

    [Fact]
    public void What_gains_less_than_estimates_err_by_stays()
    {
        // The fourth is over in 21 s where it is, and in 13 where an instance is launched for it.
        Worker("busy", 4);
        Worker("idle", 0);
        Assert.NotEmpty(Plan(Options with { LeastGain = .6 }));
        Assert.Empty(Plan(Options with { LeastGain = .65 }));
    }

    [Fact]
    public void At_most_five_move_in_a_round_and_at_most_one_for_each_idle_worker()
    {
        Worker("busy", 9);
        Worker("busy2", 9);
        Worker("idle0", 0);
        Worker("idle1", 0);
        Assert.Equal(2, Plan().Count);
        foreach (var n in Enumerable.Range(2, 6))
        {
            Worker($"idle{n}", 0);
        }

        Assert.Equal(5, Plan().Count);
    }

    [Fact]
    public void A_worker_that_is_busy_itself_is_no_target()
    {
        Worker("busy", 9);
        Worker("other", 3);
        Assert.Empty(Plan());
    }

    [Fact]
    public void A_target_whose_wanted_browser_is_busy_gets_nothing()
    {
        Worker("busy", 9, "firefox");
        _workers.Add(Farm.Worker("target", Farm.Browser("chrome", "wasm"), Farm.Browser("firefox", "wasm")) with
        {
            Descriptor = new() { WorkerId = "target", Silo = "s", MaxBrowsers = 6, SlotsPerBrowser = 3, Browsers = [Farm.Browser("chrome", "wasm"), Farm.Browser("firefox", "wasm")] },
            Runs = Enumerable.Range(0, 3).ToDictionary(n => new RunKey($"x{n}", 1, 0), _ => "firefox"),
        });
        Assert.All(Plan(), m => Assert.Equal("chrome", m.Browser));
        Require("firefox");
        Assert.Empty(Plan());
    }

    [Fact]
    public void A_low_priority_test_is_taken_before_a_high_one()
    {
        Worker("busy", 9);
        Worker("idle", 0);
        Change("busy-5", t => t with { Priority = 4 });
        Change("busy-8", t => t with { Priority = 1 });
        Assert.Equal("busy-5", Assert.Single(Plan()).TestId);
    }

    [Fact]
    public void A_test_whose_preferred_browser_is_overloaded_is_taken_first()
    {
        Worker("busy", 8);
        Worker("idle", 0, "firefox");
        Change("busy-6", t => t with { BrowserRequirements = new() { Preferred = "chrome" } });
        Assert.Equal("busy-6", Assert.Single(Plan()).TestId);
    }

    [Fact]
    public void The_busier_worker_is_relieved_and_the_idler_one_takes()
    {
        Worker("busy", 5);
        Worker("busier", 8);
        Worker("idle", 2);
        Worker("idler", 0);
        Assert.Equal(("busier", "idler"), (Plan()[0].From, Plan()[0].To));
    }

    [Fact]
    public void Nothing_moves_to_a_breaker_that_is_not_closed()
    {
        Worker("busy", 9);
        Worker("idle", 0);
        Assert.Empty(StealPlanner.Plan(_workers, _held, _context, Options, Now, _ => new(BreakerPhase.HalfOpen, false, Now, "half open")));
    }

    [Theory]
    [InlineData(1, false, 5)]
    [InlineData(3, false, 10)]
    [InlineData(4, false, 15)]
    [InlineData(5, true, 25)]
    public void Tests_have_the_seeds_priorities(int priority, bool overloaded, int expected) =>
        Assert.Equal(expected, StealPriority.OfTest(Farm.Test(ModelTypes.Vision) with { Priority = priority }, overloaded ? new HashSet<string> { "chrome" } : []));

    [Theory]
    [InlineData(.81, 30)]
    [InlineData(.8, 20)]
    [InlineData(.7, 10)]
    public void Busy_workers_have_the_seeds_priorities(double utilization, int expected) => Assert.Equal(expected, StealPriority.OfBusy(utilization));

    [Theory]
    [InlineData(.19, 30)]
    [InlineData(.2, 20)]
    [InlineData(.3, 10)]
    public void Idle_workers_have_the_seeds_priorities(double utilization, int expected) => Assert.Equal(expected, StealPriority.OfIdle(utilization));

    private static ScoringContext Learned(double seconds)
    {
        var times = new ServiceTimes();
        for (var n = 0; n < 90; n++)
        {
            times.Observe(new("m", ModelTypes.Generic, n % 3 == 0 ? "chrome" : n % 3 == 1 ? "firefox" : "edge", "wasm", "w", false, 1, seconds, true, null));
        }

        return new ScoringContext { Times = times };
    }

    private IReadOnlyList<StealMove> Plan(StealOptions? options = null) => StealPlanner.Plan(_workers, _held, _context, options ?? Options, Now);

    /// <summary>A worker of one browser type with three instances; the first three of its tests have just started.</summary>
    private void Worker(string id, int runs, string browser = "chrome")
    {
        var tests = Enumerable.Range(0, runs).Select(n => new HeldTest(
            Farm.Test() with { TestId = $"{id}-{n}" }, 1, id, browser, "wasm", Now.AddSeconds(n - 20), n < 3 ? Now : null)).ToList();
        _held.AddRange(tests);
        _workers.Add(Farm.Worker(id, Farm.Browser(browser, "wasm")) with { Runs = tests.ToDictionary(t => new RunKey(t.Test.TestId!, 1, 0), t => t.Browser) });
    }

    private void Change(string id, Func<TestRequirements, TestRequirements> change)
    {
        var at = _held.FindIndex(h => h.Test.TestId == id);
        _held[at] = _held[at] with { Test = change(_held[at].Test) };
    }

    private void Require(string browser)
    {
        for (var n = 0; n < _held.Count; n++)
        {
            _held[n] = _held[n] with { Test = _held[n].Test with { BrowserRequirements = new() { Required = browser } } };
        }
    }
}
