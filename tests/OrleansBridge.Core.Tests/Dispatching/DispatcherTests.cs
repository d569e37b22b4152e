using OrleansBridge.Core.Dispatching;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Stealing;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Tests.Dispatching;

public class DispatcherTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dispatcher _dispatcher = new(new() { Scoring = new() { ExploreShare = 0 } });
    private readonly Dictionary<string, WorkerView> _workers = [];
    private int _next;

    [Fact]
    public void What_ended_runs_show_steers_the_next_test()
    {
        Add(Farm.Worker("w", Farm.Browser("chrome", "wasm"), Farm.Browser("firefox", "wasm")));
        Assert.Equal("chrome", Place().Browser.Browser);
        for (var n = 0; n < 12; n++)
        {
            _dispatcher.Ended(new($"seen{n}", 1, 0), Seen("chrome", 20));
            _dispatcher.Ended(new($"seen too {n}", 1, 0), Seen("firefox", 2));
        }

        Assert.Equal("firefox", Place().Browser.Browser);
    }

    [Fact]
    public void A_worker_with_long_work_before_it_is_left_for_one_with_short()
    {
        Add(Farm.Worker("a", Farm.Browser("chrome", "wasm")), Farm.Worker("b", Farm.Browser("chrome", "wasm")));
        Learn("long", 100);
        Learn("short", 1);
        for (var n = 0; n < 4; n++)
        {
            Assign("a", "long");
            Assign("b", "short");
        }

        Assert.Equal("b", Place("short").Worker.Descriptor.WorkerId);
        Assert.True(_dispatcher.Farm.Find("a")!.Backlog["chrome"] > 10 * _dispatcher.Farm.Find("b")!.Backlog["chrome"]);
    }

    [Fact]
    public void What_waits_where_all_is_busy_is_stolen_once_and_what_has_begun_is_not()
    {
        Add(Farm.Worker("a", Farm.Browser("chrome", "wasm")));
        Learn("m", 30);
        var runs = Enumerable.Range(0, 4).Select(_ => Assign("a", "m")).ToList();
        runs[..3].ForEach(r => _dispatcher.Started(r, Now));
        Assert.Empty(_dispatcher.Steal(Now));
        Add(Farm.Worker("b", Farm.Browser("chrome", "wasm")));
        var move = Assert.Single(_dispatcher.Steal(Now));
        Assert.Equal((runs[3].TestId, "a", "b"), (move.TestId, move.From, move.To));
        _dispatcher.Started(runs[3], Now);
        Assert.Empty(_dispatcher.Steal(Now));
    }

    [Fact]
    public void Where_an_instance_is_idle_a_test_goes_whatever_it_loses()
    {
        Add(Warm("slow", "chrome", 1));
        Learn("m", 30);
        for (var n = 0; n < 12; n++)
        {
            _dispatcher.Ended(new($"seen{n}", 1, 0), Seen("firefox", 2));
        }

        Assert.Equal("slow", Place().Worker.Descriptor.WorkerId);
    }

    [Fact]
    public void A_run_that_its_worker_has_no_more_is_not_stolen()
    {
        Add(Farm.Worker("a", Farm.Browser("chrome", "wasm")), Farm.Worker("b", Farm.Browser("chrome", "wasm")));
        Learn("m", 30);
        for (var n = 0; n < 6; n++)
        {
            Assign("a", "m");
        }

        Assert.NotEmpty(_dispatcher.Steal(Now));
        Add(_workers["a"] with { Runs = new Dictionary<RunKey, string>() });
        Assert.Empty(_dispatcher.Steal(Now));
    }

    [Fact]
    public void Where_much_is_forecast_less_goes()
    {
        Add(Farm.Worker("w", Farm.Browser("chrome", "wasm"), Farm.Browser("firefox", "wasm")));
        var before = _dispatcher.Choose(Test("m"), RecoveryWishes.None, Now).Explanation!;
        _dispatcher.Predicted = new Dictionary<string, double> { ["chrome"] = 1.2 };
        var after = _dispatcher.Choose(Test("m"), RecoveryWishes.None, Now).Explanation!;
        Assert.True(after.Score < before.Score);
    }

    [Fact]
    public void A_worker_whose_lease_has_ended_gets_nothing()
    {
        _dispatcher.Upsert(Farm.Worker("w", Farm.Browser("chrome", "wasm")), Now, aliveUntil: Now.AddSeconds(10));
        Assert.NotNull(_dispatcher.Choose(Farm.Test(), RecoveryWishes.None, Now.AddSeconds(9)).Place);
        Assert.Null(_dispatcher.Choose(Farm.Test(), RecoveryWishes.None, Now.AddSeconds(10)).Place);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        var problem = Assert.Throws<ArgumentException>(() => new Dispatcher(new()
        {
            Scoring = new ScoringOptions { ExploreShare = .5, Weights = new FactorWeights { Completion = -1 } },
            Learning = new ServiceTimesOptions { HalfLife = 0 },
            Stealing = new StealOptions { MostMoves = 0 },
        }));
        Assert.All(["Scoring.ExploreShare", "Scoring.Weights.Completion", "Learning.HalfLife", "Stealing.MostMoves"], n => Assert.Contains(n, problem.Message, StringComparison.Ordinal));
        Assert.Empty(new DispatcherOptions().Problems());
    }

    private static RunObservation Seen(string browser, double seconds, string model = "m") => new(model, ModelTypes.Vision, browser, "wasm", "w", false, 1, seconds, true, null);

    private static TestRequirements Test(string model) => Farm.Test(ModelTypes.Vision) with { ModelId = model };

    private Place Place(string model = "m") => _dispatcher.Choose(Test(model), RecoveryWishes.None, Now).Place!;

    private void Learn(string model, double seconds)
    {
        for (var n = 0; n < 12; n++)
        {
            _dispatcher.Ended(new($"seen{n}", 1, 0), Seen("chrome", seconds, model));
        }
    }

    private void Add(params WorkerView[] workers)
    {
        foreach (var worker in workers)
        {
            _workers[worker.Descriptor.WorkerId] = worker;
            _dispatcher.Upsert(worker, Now);
        }
    }

    private static WorkerView Warm(string id, string browser, int instances) => Farm.Worker(id, Farm.Browser(browser, "wasm")) with
    {
        Descriptor = new() { WorkerId = id, Silo = "s", MaxBrowsers = instances, SlotsPerBrowser = 9, Browsers = [Farm.Browser(browser, "wasm")] },
        Browsers = [.. Enumerable.Range(0, instances).Select(n => new Execution.BrowserSnapshot { Id = $"{id}/{browser}/{n}", Worker = id, Browser = browser })],
    };

    private RunKey Assign(string worker, string model, string browser = "chrome")
    {
        var run = new RunKey($"t{_next++}", 1, 0);
        _dispatcher.Assigned(run, Test(model) with { TestId = run.TestId }, worker, browser, "wasm", Now);
        Add(_workers[worker] with { Runs = new Dictionary<RunKey, string>(_workers[worker].Runs) { [run] = browser } });
        return run;
    }
}
