using OrleansBridge.Core.Dispatching;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Execution;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Tests.Dispatching.Planning;

/// <summary>Tests that wait are planned together: who has which browser, and for whom it is worth to wait.</summary>
public class PlacementRoundTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private readonly Dispatcher _dispatcher = new(new() { Scoring = new() { ExploreShare = 0 } });

    public PlacementRoundTests() => Prepare(_dispatcher);

    [Fact]
    public void A_test_waits_for_the_browser_that_suits_it_and_the_next_one_has_the_free_one()
    {
        var round = _dispatcher.Round(100, Now);

        Assert.Equal("c", PlaceOf(round.Choose(Test("v", ModelTypes.Vision, 1), RecoveryWishes.None)));

        var waits = round.Choose(Test("v", ModelTypes.Vision, 2), RecoveryWishes.None);
        Assert.Null(waits.Place);
        Assert.Contains("c/chrome", waits.Waiting);

        Assert.Equal("f", PlaceOf(round.Choose(Test("a", ModelTypes.Audio, 3), RecoveryWishes.None)));
    }

    [Fact]
    public void It_takes_the_slower_browser_when_too_many_wait_before_it()
    {
        var round = _dispatcher.Round(100, Now);

        var places = Enumerable.Range(0, 40).Select(i => PlaceOf(round.Choose(Test("v", ModelTypes.Vision, i), RecoveryWishes.None))).ToList();

        Assert.Equal("c", places[0]);
        Assert.Equal("f", Assert.Single(places.Skip(1), p => p is not null));
    }

    [Fact]
    public void With_few_who_wait_a_test_has_the_browser_where_it_ends_first()
    {
        // Another takes 10 s on chrome, where one has just begun, and 14 s on firefox.
        for (var i = 0; i < 40; i++)
        {
            _dispatcher.Times.Observe(new RunObservation("x", ModelTypes.Generic, "chrome", "wasm", "w", true, 0, 10, true, null));
            _dispatcher.Times.Observe(new RunObservation("x", ModelTypes.Generic, "firefox", "wasm", "w", true, 0, 14, true, null));
        }

        var run = new RunKey("running", 1, 0);
        _dispatcher.Assigned(run, Test("x", ModelTypes.Generic, 0) with { TestId = "running" }, "c", "chrome", "wasm", Now);
        _dispatcher.Started(run, Now);
        _dispatcher.Upsert(Worker("c", "chrome") with { Runs = new Dictionary<RunKey, string> { [run] = "chrome" } }, Now);

        Assert.Equal("f", PlaceOf(_dispatcher.Round(1, Now).Choose(Test("x", ModelTypes.Generic, 1), RecoveryWishes.None)));
        Assert.Null(_dispatcher.Round(2, Now).Choose(Test("x", ModelTypes.Generic, 1), RecoveryWishes.None).Place);
    }

    [Fact]
    public void A_worker_that_is_held_during_the_round_gets_nothing_more()
    {
        var round = _dispatcher.Round(100, Now);
        _dispatcher.Upsert(Worker("f", "firefox") with { HeldExclusively = true }, Now);

        Assert.Equal("c", PlaceOf(round.Choose(Test("a", ModelTypes.Audio, 1), RecoveryWishes.None)));
        Assert.Null(round.Choose(Test("a", ModelTypes.Audio, 2), RecoveryWishes.None).Place);
    }

    [Fact]
    public void Long_tests_go_first_only_where_few_wait()
    {
        // Pictures take 1 s, sounds 2: that is worth ten seconds of waiting more.
        (TestRequirements Test, double Since)[] waiting = [(Test("v", ModelTypes.Vision, 1), 30), (Test("v", ModelTypes.Vision, 2), 9), (Test("a", ModelTypes.Audio, 3), 0)];
        string Order(int count) => string.Join(' ', _dispatcher.Round(count, Now).InOrder(waiting, w => w.Test, w => Now.AddSeconds(-w.Since)).Select(w => w.Test.TestId));

        Assert.Equal("t1 t3 t2", Order(4));
        Assert.Equal("t1 t2 t3", Order(5));
    }

    [Fact]
    public void What_recovery_wishes_is_not_planned()
    {
        var round = _dispatcher.Round(100, Now);
        round.Choose(Test("v", ModelTypes.Vision, 1), RecoveryWishes.None);

        Assert.Equal("f", PlaceOf(round.Choose(Test("v", ModelTypes.Vision, 2), new(["*/firefox"], []))));
    }

    [Fact]
    public void A_required_browser_is_waited_for_however_long()
    {
        var round = _dispatcher.Round(100, Now);
        var test = Test("v", ModelTypes.Vision, 1) with { BrowserRequirements = new() { Required = "chrome" } };

        var places = Enumerable.Range(0, 40).Select(i => PlaceOf(round.Choose(test with { TestId = "t" + i }, RecoveryWishes.None))).ToList();

        Assert.Equal("c", places[0]);
        Assert.All(places.Skip(1), Assert.Null);
    }

    [Fact]
    public void Those_far_behind_are_not_planned_and_have_what_nobody_before_them_wants()
    {
        var dispatcher = new Dispatcher(new() { Scoring = new() { ExploreShare = 0 }, Planning = new() { MostTests = 5 } });
        Prepare(dispatcher);
        var round = dispatcher.Round(100, Now);
        var test = Test("v", ModelTypes.Vision, 1) with { BrowserRequirements = new() { Required = "chrome" } };
        for (var i = 0; i < 100; i++)
        {
            round.Choose(test with { TestId = "t" + i }, RecoveryWishes.None);
        }

        Assert.Null(round.Choose(test with { TestId = "last" }, RecoveryWishes.None).Place);
        Assert.Equal("f", PlaceOf(round.Choose(Test("a", ModelTypes.Audio, 3), RecoveryWishes.None)));
    }

    [Fact]
    public void A_farm_of_which_nothing_is_known_is_not_planned_but_filled()
    {
        var dispatcher = new Dispatcher(new() { Scoring = new() { ExploreShare = 0 } });
        dispatcher.Upsert(Worker("c", "chrome"), Now);
        var round = dispatcher.Round(100, Now);

        Assert.Equal("c", PlaceOf(round.Choose(Test("v", ModelTypes.Vision, 1), RecoveryWishes.None)));
        Assert.Equal("c", PlaceOf(round.Choose(Test("v", ModelTypes.Vision, 2), RecoveryWishes.None)));
    }

    [Fact]
    public void A_run_that_is_long_overdue_is_not_waited_for()
    {
        var run = new RunKey("late", 1, 0);
        _dispatcher.Assigned(run, Test("v", ModelTypes.Vision, 0) with { TestId = "late" }, "c", "chrome", "wasm", Now.AddSeconds(-30));
        _dispatcher.Upsert(Worker("c", "chrome") with { Runs = new Dictionary<RunKey, string> { [run] = "chrome" } }, Now);
        Assert.Null(_dispatcher.Round(100, Now).Choose(Test("v", ModelTypes.Vision, 1), RecoveryWishes.None).Place);

        _dispatcher.Started(run, Now.AddSeconds(-30));
        var round = _dispatcher.Round(100, Now);

        Assert.Equal("f", PlaceOf(round.Choose(Test("v", ModelTypes.Vision, 1), RecoveryWishes.None)));
    }

    [Fact]
    public void The_explanation_says_what_would_have_been_best_without_the_plan()
    {
        var round = _dispatcher.Round(100, Now);
        round.Choose(Test("a", ModelTypes.Audio, 1), RecoveryWishes.None);

        var decision = round.Choose(Test("v", ModelTypes.Vision, 2), RecoveryWishes.None);

        Assert.All(decision.Explanation?.Factors.Values ?? [1], f => Assert.InRange(f, 0, 1));
        Assert.True(decision.Place is not null || decision.Waiting is not null);
    }

    /// <summary>A worker with chrome and one with firefox. A picture takes 1 s on chrome, 10 s on firefox; sounds take 2 s on either.</summary>
    private static void Prepare(Dispatcher dispatcher)
    {
        for (var i = 0; i < 20; i++)
        {
            foreach (var (model, type, browser, seconds) in new[] { ("v", ModelTypes.Vision, "chrome", 1.0), ("v", ModelTypes.Vision, "firefox", 10), ("a", ModelTypes.Audio, "chrome", 2), ("a", ModelTypes.Audio, "firefox", 2) })
            {
                dispatcher.Times.Observe(new RunObservation(model, type, browser, "wasm", "w", true, 0, seconds, true, null));
            }
        }

        dispatcher.Upsert(Worker("c", "chrome"), Now);
        dispatcher.Upsert(Worker("f", "firefox"), Now);
    }

    private static WorkerView Worker(string id, string browser)
    {
        var view = Farm.Worker(id, Farm.Browser(browser, "wasm"));
        return view with
        {
            Descriptor = view.Descriptor with { MaxBrowsers = 1 },
            Browsers = [new BrowserSnapshot { Id = $"{id}/{browser}/0", Worker = id, Browser = browser, Resident = ["v/wasm", "a/wasm", "x/wasm"] }],
        };
    }

    private static TestRequirements Test(string model, string type, int n) => new() { TestId = "t" + n, ModelId = model, ModelType = type };

    private static string? PlaceOf(OrleansBridge.Core.Scoring.PlacementDecision decision) => decision.Place?.Worker.Descriptor.WorkerId;
}
