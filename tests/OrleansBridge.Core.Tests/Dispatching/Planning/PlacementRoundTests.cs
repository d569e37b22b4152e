using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Dispatching;
using OrleansBridge.Core.Dispatching.Planning;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Execution;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Tests.Dispatching.Planning;

/// <summary>Tests that wait are planned together: who has which browser, and for whom it is worth to wait.</summary>
public class PlacementRoundTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddHours(1);

    private readonly Dispatcher _dispatcher = Dispatcher(new());

    public PlacementRoundTests() => Prepare(_dispatcher);

    [Fact]
    public void A_test_waits_for_the_browser_that_suits_it_and_another_has_the_free_one() =>
        Assert.Equal(["v1 on c", "a3 on f"], Placed(Vision(1), Vision(2), Audio(3)));

    [Fact]
    public void A_slower_browser_is_taken_when_so_many_wait_that_it_is_done_before_them() =>
        Assert.Equal(["v0 on c", "v1 on f"], Placed([.. Enumerable.Range(0, 40).Select(i => Vision(i))]));

    [Fact]
    public void A_slower_browser_is_left_idle_when_the_test_would_be_done_last_there() =>
        Assert.Equal(["v0 on c"], Placed([.. Enumerable.Range(0, 10).Select(i => Vision(i))]));

    [Theory]
    [InlineData(1, "f")]
    [InlineData(40, null)]
    public void With_few_who_wait_a_test_has_the_browser_where_it_ends_first(double workWeight, string? worker)
    {
        // It takes 10 s on chrome, where one has just begun, and 14 s on firefox.
        var dispatcher = Dispatcher(new() { WorkWeight = workWeight });
        Prepare(dispatcher);
        Learn(dispatcher, "x", ModelTypes.Generic, ("chrome", 10), ("firefox", 14));
        Run(dispatcher, "c", "chrome", "x", ModelTypes.Generic, Now, Now);

        Assert.Equal(worker is null ? [] : ["x1 on " + worker], Placed(dispatcher, [Waits("x", ModelTypes.Generic, 1)]));
    }

    [Fact]
    public void Who_would_lose_most_elsewhere_goes_first_unless_another_has_waited_long()
    {
        // Both take 1 s on chrome; on firefox x takes 2 s, a picture 10.
        Learn(_dispatcher, "x", ModelTypes.Generic, ("chrome", 1), ("firefox", 2));
        Run(_dispatcher, "f", "firefox", "a", ModelTypes.Audio, Now, Now);

        Assert.Equal(["v2 on c"], Placed(Waits("x", ModelTypes.Generic, 1) with { Turn = Now.AddSeconds(-1) }, Vision(2)));
        Assert.Equal(["x1 on c"], Placed(Waits("x", ModelTypes.Generic, 1) with { Turn = Now.AddMinutes(-5) }, Vision(2)));
    }

    [Fact]
    public void Nobody_waits_for_ever_for_others_who_would_lose_more()
    {
        Learn(_dispatcher, "x", ModelTypes.Generic, ("chrome", .5), ("firefox", 2));
        _dispatcher.Remove("f");
        var waits = Waits("x", ModelTypes.Generic, 1);

        // Chrome is free each second, and a new picture, which takes longer, has come each time.
        var passes = Enumerable.Range(0, 1_000).TakeWhile(i => Placed(_dispatcher, [waits, Vision(2) with { Turn = Now.AddSeconds(i) }]) is ["v2 on c"]).Count();

        Assert.InRange(passes, 1, 120);
    }

    [Fact]
    public void Of_tests_that_ask_the_same_the_one_whose_turn_is_first_has_what_is_free_first()
    {
        // Chrome, free in a second, is planned for the one and firefox for the other: it takes 10 s there and 14 here.
        var dispatcher = Dispatcher(new() { WorkWeight = 1 });
        Prepare(dispatcher);
        Learn(dispatcher, "x", ModelTypes.Generic, ("chrome", 10), ("firefox", 14));
        Run(dispatcher, "c", "chrome", "v", ModelTypes.Vision, Now, Now);

        Assert.Equal(["x1 on f"], Placed(dispatcher, [Waits("x", ModelTypes.Generic, 1), Waits("x", ModelTypes.Generic, 2)]));
    }

    [Fact]
    public void An_idle_instance_becomes_what_many_are_faster_on()
    {
        // A launch takes longer than the 2 s that one test gains on chrome.
        var dispatcher = Dispatcher(new());
        Learn(dispatcher, "x", ModelTypes.Generic, ("chrome", 3), ("firefox", 5));
        dispatcher.Upsert(Worker("w", "firefox") with { Descriptor = Farm.Worker("w", Farm.Browser("chrome", "wasm"), Farm.Browser("firefox", "wasm")).Descriptor with { MaxBrowsers = 1 } }, Now);

        string? BrowserFor(int count) => Assert.Single(dispatcher.Place([.. Enumerable.Range(0, count).Select(i => Waits("x", ModelTypes.Generic, i))], Now)).Decision.Place?.Browser.Browser;

        Assert.Equal("firefox", BrowserFor(1));
        Assert.Equal("chrome", BrowserFor(40));
    }

    [Fact]
    public void The_instance_that_makes_room_for_a_held_test_is_not_idle()
    {
        // The worker closes its firefox for the test it holds, although its chrome is free sooner than another is launched.
        var dispatcher = Dispatcher(new());
        Learn(dispatcher, "v", ModelTypes.Vision, ("chrome", 1), ("firefox", 10));
        Learn(dispatcher, "a", ModelTypes.Audio, ("chrome", 1.5), ("firefox", 1.5));
        var both = Farm.Worker("w", Farm.Browser("chrome", "wasm"), Farm.Browser("firefox", "wasm"));
        var worker = both with
        {
            Descriptor = both.Descriptor with { MaxBrowsers = 2 },
            Browsers = [.. new[] { "chrome", "firefox" }.Select(b => new BrowserSnapshot { Id = $"w/{b}/0", Worker = "w", Browser = b, Resident = ["v/wasm", "a/wasm"] })],
        };
        dispatcher.Upsert(worker, Now);
        Assert.Equal(["a3 on w"], Placed(dispatcher, [Audio(3) with { Test = Audio(3).Test with { BrowserRequirements = new() { Required = "firefox" } } }]));

        var (running, held) = (new RunKey("running", 1, 0), new RunKey("held", 1, 0));
        dispatcher.Assigned(running, Vision(0).Test with { TestId = "running" }, "w", "chrome", "wasm", Now);
        dispatcher.Assigned(held, Vision(0).Test with { TestId = "held" }, "w", "chrome", "wasm", Now);
        dispatcher.Started(running, Now);
        dispatcher.Upsert(worker with { Runs = new Dictionary<RunKey, string> { [running] = "chrome", [held] = "chrome" } }, Now);

        Assert.Empty(Placed(dispatcher, [Audio(3)]));
    }

    [Fact]
    public void A_worker_that_is_held_during_the_round_gets_nothing_more()
    {
        var places = new List<string?>();
        foreach (var (_, decision) in _dispatcher.Place([Audio(0) with { Test = Audio(0).Test with { Exclusive = true }, Wishes = new(["none/none"], []) }, Audio(1), Audio(2)], Now))
        {
            places.Add(decision.Place?.Worker.Descriptor.WorkerId);
            var other = places[0] == "c" ? "f" : "c";
            _dispatcher.Upsert(Worker(other, other == "c" ? "chrome" : "firefox") with { HeldExclusively = true }, Now);
        }

        Assert.Single(places);
    }

    [Fact]
    public void What_recovery_wishes_is_not_planned() =>
        Assert.Equal(["v2 on f", "v1 on c"], Placed(Vision(1), Vision(2) with { Wishes = new(["*/firefox"], []) }));

    [Fact]
    public void A_required_browser_is_waited_for_however_long()
    {
        var waiting = Enumerable.Range(0, 40).Select(i => Only("chrome", Vision(i))).ToArray();

        Assert.Equal(["v0 on c"], Placed(waiting));
    }

    [Fact]
    public void Those_far_behind_have_what_nobody_before_them_wants()
    {
        var dispatcher = Dispatcher(new() { MostTests = 5 });
        Prepare(dispatcher);
        var waiting = Enumerable.Range(0, 100).Select(i => Only("chrome", Vision(i)));

        Assert.Equal(["v0 on c", "a3 on f"], Placed(dispatcher, [.. waiting, Audio(3)]));
    }

    [Fact]
    public void A_farm_of_which_nothing_is_known_is_not_planned_but_filled()
    {
        var dispatcher = Dispatcher(new());
        dispatcher.Upsert(Worker("c", "chrome"), Now);

        Assert.Equal(["v1 on c", "v2 on c"], Placed(dispatcher, [Vision(1), Vision(2)]));
    }

    [Fact]
    public void A_run_that_is_long_overdue_is_not_waited_for()
    {
        var run = Run(_dispatcher, "c", "chrome", "v", ModelTypes.Vision, Now.AddSeconds(-30), null);
        Assert.Empty(Placed(Vision(1)));

        _dispatcher.Started(run, Now.AddSeconds(-30));

        Assert.Equal(["v1 on f"], Placed(Vision(1)));
    }

    [Fact]
    public void A_run_that_had_to_load_its_model_is_not_taken_for_late()
    {
        // It takes 1 s with its model loaded, and loading that takes 30.
        var dispatcher = Dispatcher(new());
        for (var i = 0; i < 20; i++)
        {
            dispatcher.Times.Observe(new RunObservation("y", ModelTypes.Vision, "chrome", "wasm", "w", false, 30, 1, true, null));
            dispatcher.Times.Observe(new RunObservation("y", ModelTypes.Vision, "firefox", "wasm", "w", false, 30, 10, true, null));
        }

        dispatcher.Upsert(Worker("f", "firefox") with { Browsers = [new BrowserSnapshot { Id = "f/firefox/0", Worker = "f", Browser = "firefox", Resident = ["y/wasm"] }] }, Now);
        dispatcher.Upsert(Worker("c", "chrome"), Now);
        var run = new RunKey("running", 1, 0);
        dispatcher.Assigned(run, Waits("y", ModelTypes.Vision, 0).Test with { TestId = "running" }, "c", "chrome", "wasm", Now.AddSeconds(-30));
        dispatcher.Started(run, Now.AddSeconds(-30));
        dispatcher.Upsert(
            Worker("c", "chrome") with
            {
                Browsers = [new BrowserSnapshot { Id = "c/chrome/0", Worker = "c", Browser = "chrome", Resident = ["y/wasm"] }],
                Runs = new Dictionary<RunKey, string> { [run] = "chrome" },
            },
            Now);

        // It ends in a few seconds, and not after as long as it would be late.
        Assert.Empty(Placed(dispatcher, [Waits("y", ModelTypes.Vision, 1)]));
    }

    [Fact]
    public void The_explanation_says_what_would_have_been_best_without_the_plan()
    {
        // Chrome has a run for a second: the picture waits for it, and so the sound has firefox, though its place on chrome's worker scored better.
        var scored = _dispatcher.Choose(Audio(2).Test, OrleansBridge.Core.Recovery.RecoveryWishes.None, Now).Place!.Worker.Descriptor.WorkerId;
        var waiting = scored == "c" ? new[] { Vision(1), Audio(2) } : [Audio(2), Audio(3)];
        var planned = _dispatcher.Place(waiting, Now).Select(d => d.Decision).Last();

        Assert.NotEqual(scored, planned.Place!.Worker.Descriptor.WorkerId);
        Assert.Equal(scored, planned.Explanation!.Alternatives[0].Worker);
        Assert.StartsWith("planned together", planned.Explanation.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exclusive_test_goes_before_others_only_when_its_turn_is()
    {
        _dispatcher.Remove("f");
        var alone = Vision(1) with { Test = Vision(1).Test with { Exclusive = true }, Turn = Now };

        Assert.Equal("v2 on c", Placed(alone, Vision(2) with { Turn = Now.AddSeconds(-1) })[0]);
        Assert.Equal("v1 on c", Placed(alone, Vision(2) with { Turn = Now.AddSeconds(1) })[0]);
    }

    [Fact]
    public void Of_tests_with_a_breaker_on_their_way_one_asks_for_a_probe_and_the_others_go_where_all_are_closed()
    {
        Func<Place, BreakerStanding> Standing(BreakerPhase chrome) => place => place.Browser.Browser == "chrome" ? new(chrome, false, Now, "it failed") : BreakerStanding.Closed;
        IReadOnlyList<string> Decided(BreakerPhase chrome, params WaitingTest[] waiting) =>
            [.. _dispatcher.Place(waiting, Now, _ => Standing(chrome)).Select(d => $"{d.Test.Test.TestId} on {d.Decision.Place?.Worker.Descriptor.WorkerId}")];

        Assert.Equal(["a1 on f"], Decided(BreakerPhase.Open, Audio(1), Audio(2)));
        Assert.Equal(["v1 on c"], Decided(BreakerPhase.HalfOpen, Only("chrome", Vision(1)), Only("chrome", Vision(2))));
    }

    [Fact]
    public void What_one_model_must_leave_alone_is_no_loss_to_the_others_of_its_type()
    {
        // A launch takes longer than a test gains on chrome; many wait that gain it, and two whose model may not go there.
        var dispatcher = Dispatcher(new());
        Learn(dispatcher, "x", ModelTypes.Generic, ("chrome", 3), ("firefox", 5));
        Learn(dispatcher, "y", ModelTypes.Generic, ("chrome", 3), ("firefox", 5));
        foreach (var id in new[] { "w1", "w2" })
        {
            dispatcher.Upsert(Worker(id, "firefox") with { Descriptor = Farm.Worker(id, Farm.Browser("chrome", "wasm"), Farm.Browser("firefox", "wasm")).Descriptor with { MaxBrowsers = 1 } }, Now);
        }

        var waiting = Enumerable.Range(0, 40).Select(i => Waits("x", ModelTypes.Generic, i)).Concat(Enumerable.Range(0, 2).Select(i => Waits("y", ModelTypes.Generic, i) with { Turn = Now.AddMinutes(1) })).ToList();

        var placed = dispatcher.Place(waiting, Now, model => place => model == "y" && place.Browser.Browser == "chrome" ? new(BreakerPhase.Open, false, Now, "it failed") : BreakerStanding.Closed);

        Assert.Contains(placed, d => d.Decision.Place?.Browser.Browser == "chrome");
    }

    [Fact]
    public void Behind_the_plan_an_instance_is_launched_for_what_only_it_can_take()
    {
        var dispatcher = Dispatcher(new() { MostTests = 5 });
        Prepare(dispatcher);
        dispatcher.Upsert(Worker("f", "firefox") with { Browsers = [] }, Now);

        Learn(dispatcher, "x", ModelTypes.Generic, ("chrome", 60));

        Assert.Equal(["x0 on c", "a3 on f"], Placed(dispatcher, [.. Enumerable.Range(0, 100).Select(i => Only("chrome", Waits("x", ModelTypes.Generic, i))), Only("firefox", Audio(3))]));
    }

    [Fact]
    public void An_instance_stays_what_it_is_when_nothing_is_planned_on_what_it_could_become()
    {
        // Many wait for a chrome, but those that are planned have the one that is free in a second. The other firefox is busy.
        var dispatcher = Dispatcher(new() { MostTests = 2 });
        Prepare(dispatcher);
        Learn(dispatcher, "x", ModelTypes.Generic, ("chrome", 3), ("firefox", 30));
        dispatcher.Remove("c");
        Run(dispatcher, "f", "firefox", "x", ModelTypes.Generic, Now, Now);
        var run = new RunKey("other", 1, 0);
        dispatcher.Assigned(run, Waits("x", ModelTypes.Generic, 0).Test with { TestId = "other" }, "w", "chrome", "wasm", Now.AddSeconds(-2));
        dispatcher.Started(run, Now.AddSeconds(-2));
        var both = Farm.Worker("w", Farm.Browser("chrome", "wasm"), Farm.Browser("firefox", "wasm"));
        dispatcher.Upsert(
            both with
            {
                Descriptor = both.Descriptor with { MaxBrowsers = 2 },
                Browsers = [.. new[] { "chrome", "firefox" }.Select(b => new BrowserSnapshot { Id = $"w/{b}/0", Worker = "w", Browser = b, Resident = ["x/wasm", "a/wasm"] })],
                Runs = new Dictionary<RunKey, string> { [run] = "chrome" },
            },
            Now);

        Assert.Equal(["a3 on w"], Placed(dispatcher, [.. Enumerable.Range(1, 40).Select(i => Waits("x", ModelTypes.Generic, i)), Only("firefox", Audio(3))]));
    }

    private IReadOnlyList<string> Placed(params WaitingTest[] waiting) => Placed(_dispatcher, waiting);

    private static IReadOnlyList<string> Placed(Dispatcher dispatcher, WaitingTest[] waiting) =>
        [.. dispatcher.Place(waiting, Now).Where(d => d.Decision.Place is not null).Select(d => $"{d.Test.Test.TestId} on {d.Decision.Place!.Worker.Descriptor.WorkerId}")];

    private static Dispatcher Dispatcher(PlanOptions planning) => new(new() { Scoring = new() { ExploreShare = 0 }, Planning = planning });

    /// <summary>A worker with chrome and one with firefox. A picture takes 1 s on chrome, 10 s on firefox; sounds take 2 s on either.</summary>
    private static void Prepare(Dispatcher dispatcher)
    {
        Learn(dispatcher, "v", ModelTypes.Vision, ("chrome", 1), ("firefox", 10));
        Learn(dispatcher, "a", ModelTypes.Audio, ("chrome", 2), ("firefox", 2));
        dispatcher.Upsert(Worker("c", "chrome"), Now);
        dispatcher.Upsert(Worker("f", "firefox"), Now);
    }

    private static void Learn(Dispatcher dispatcher, string model, string type, params (string Browser, double Seconds)[] runs)
    {
        foreach (var (browser, seconds) in Enumerable.Repeat(runs, 40).SelectMany(r => r))
        {
            dispatcher.Times.Observe(new RunObservation(model, type, browser, "wasm", "w", true, 0, seconds, true, null));
        }
    }

    /// <summary>A worker that has a run.</summary>
    private static RunKey Run(Dispatcher dispatcher, string worker, string browser, string model, string type, DateTimeOffset assigned, DateTimeOffset? started)
    {
        var run = new RunKey("running", 1, 0);
        dispatcher.Assigned(run, Waits(model, type, 0).Test with { TestId = "running" }, worker, browser, "wasm", assigned);
        if (started is { } at)
        {
            dispatcher.Started(run, at);
        }

        dispatcher.Upsert(Worker(worker, browser) with { Runs = new Dictionary<RunKey, string> { [run] = browser } }, Now);
        return run;
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

    private static WaitingTest Vision(int n) => Waits("v", ModelTypes.Vision, n);

    private static WaitingTest Audio(int n) => Waits("a", ModelTypes.Audio, n);

    private static WaitingTest Waits(string model, string type, int n) => new(new TestRequirements { TestId = model + n, ModelId = model, ModelType = type }, Now);

    private static WaitingTest Only(string browser, WaitingTest test) => test with { Test = test.Test with { BrowserRequirements = new() { Required = browser } } };
}
