using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Results;

namespace OrleansBridge.Core.Tests.Breakers;

public class BreakerBoardTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly BreakerBoard _board = new(new BreakerOptions());

    private static FailedAttempt Failed(string worker, string browser, FailureKind kind = FailureKind.Crash) => new(kind, worker, browser, "wasm");

    private static Place Place(string worker, string browser) => new(Farm.Worker(worker, Farm.Browser(browser, "wasm")), Farm.Browser(browser, "wasm"), "wasm");

    private BreakerPhase Phase(string worker, string browser, string model = "other", DateTimeOffset? at = null) =>
        _board.Of(Place(worker, browser), model, (_, _) => 0, at ?? Now).Phase;

    private void Crash(string test, string model, params FailedAttempt[] history)
    {
        for (var n = 1; n <= history.Length; n++)
        {
            _board.Failed(test, model, history[..n], Now);
        }
    }

    [Fact]
    public void Five_tests_that_crash_a_browser_open_the_breaker_of_its_place_only()
    {
        for (var i = 0; i < 5; i++)
        {
            Crash("t" + i, "m" + i, Failed("w1", "chrome"));
        }

        Assert.Equal(BreakerPhase.Open, Phase("w1", "chrome"));
        Assert.Equal((BreakerPhase.Closed, BreakerPhase.Closed), (Phase("w2", "chrome"), Phase("w1", "firefox")));
    }

    [Fact]
    public void A_model_that_crashes_a_browser_type_on_many_workers_opens_the_breaker_of_the_two()
    {
        for (var i = 0; i < 5; i++)
        {
            Crash("t" + i, "m", Failed("w" + i, "chrome"));
        }

        Assert.Equal((BreakerPhase.Open, BreakerPhase.Closed, BreakerPhase.Closed), (Phase("w1", "chrome", "m"), Phase("w1", "firefox", "m"), Phase("w1", "chrome")));
    }

    [Fact]
    public void Poison_tests_open_no_breaker_of_a_place()
    {
        for (var i = 0; i < 20; i++)
        {
            Crash("t" + i, "m" + i, Failed("w1", "chrome"), Failed("w1", "chrome"), Failed("w1", "firefox"), Failed("w2", "chrome"), Failed("w2", "chrome"));
        }

        Assert.Empty(_board.Tripped);
    }

    [Fact]
    public void A_test_that_passes_in_the_end_leaves_the_blame_with_the_places_where_it_failed()
    {
        for (var i = 0; i < 5; i++)
        {
            FailedAttempt[] history = [Failed("w1", "chrome"), Failed("w1", "firefox")];
            Crash("t" + i, "m" + i, history);
            Assert.Empty(_board.Tripped);
            _board.Passed("t" + i, "m" + i, "w2", "chrome", history, Now);
        }

        Assert.Equal((BreakerPhase.Open, BreakerPhase.Open, BreakerPhase.Closed), (Phase("w1", "chrome"), Phase("w1", "firefox"), Phase("w2", "chrome")));
    }

    [Fact]
    public void A_browser_that_does_not_start_is_to_blame_whichever_test_finds_out()
    {
        Crash("t", "m", [.. Enumerable.Repeat(Failed("w1", "chrome", FailureKind.Launch), 5)]);
        Assert.Equal((BreakerPhase.Open, "w1/chrome"), (Phase("w1", "chrome"), Assert.Single(_board.Tripped).Key));
    }

    [Theory]
    [InlineData(FailureKind.ModelError)]
    [InlineData(FailureKind.Mismatch)]
    [InlineData(FailureKind.BackendFallback)]
    public void The_tests_own_failures_open_nothing(FailureKind kind)
    {
        for (var i = 0; i < 20; i++)
        {
            Crash("t" + i, "m", Failed("w1", "chrome", kind));
        }

        Assert.Empty(_board.Tripped);
    }

    [Fact]
    public void Live_runs_are_the_probes()
    {
        Crash("t", "m", [.. Enumerable.Repeat(Failed("w", "chrome", FailureKind.Launch), 5)]);
        var place = Place("w", "chrome");
        Assert.False(_board.Of(place with { Worker = place.Worker.Busy("chrome", 2) }, "m", (_, _) => 0, Now.AddSeconds(31)).Full);
        Assert.True(_board.Of(place with { Worker = place.Worker.Busy("chrome", 3) }, "m", (_, _) => 0, Now.AddSeconds(31)).Full);
    }

    [Fact]
    public void Live_runs_of_a_model_anywhere_are_its_probes()
    {
        for (var i = 0; i < 5; i++)
        {
            Crash("t" + i, "m", Failed("w" + i, "chrome"));
        }

        var busy = Farm.Worker("elsewhere").Busy("chrome", 3);
        var same = busy with { Models = busy.Runs.Keys.ToDictionary(r => r, _ => "m") };
        Assert.True(_board.Of(Place("w9", "chrome"), "m", same.Active, Now).Full);
        Assert.False(_board.Of(Place("w9", "chrome"), "m", busy.Active, Now).Full);
    }
}
