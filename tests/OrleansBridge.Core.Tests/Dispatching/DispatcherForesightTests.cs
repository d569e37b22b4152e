using OrleansBridge.Core.Dispatching;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Execution;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Tests.Dispatching;

public class DispatcherForesightTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dispatcher _dispatcher = new(new());
    private WorkerView _worker = Farm.Worker("w", Farm.Browser("chrome", "wasm"), Farm.Browser("edge", "wasm")) with
    {
        Browsers = [new BrowserSnapshot { Id = "w/chrome/0", Worker = "w", Browser = "chrome" }],
    };

    public DispatcherForesightTests() => _dispatcher.Upsert(_worker, Start);

    [Fact]
    public void What_is_assigned_and_what_waits_is_what_is_present()
    {
        Assign("a", 0, "edge");
        Assign("b", 1, "edge");
        var outlook = _dispatcher.Forecast([Waits("c", 2), Waits("d", 3)], At(4));
        Assert.Equal([("chrome", 2, 3), ("edge", 2, 3)], outlook.Types.OrderBy(t => t.BrowserType).Select(t => (t.BrowserType, t.Present, t.Slots)));
        Assert.Equal(outlook.Utilization, _dispatcher.Predicted);
        Assert.Equal(outlook.Utilization, _dispatcher.Context.Predicted);
    }

    [Fact]
    public void A_test_that_waited_and_was_then_assigned_twice_came_once()
    {
        _dispatcher.Forecast([Waits("a", 0)], At(1));
        var rate = Assert.Single(_dispatcher.Forecast([Waits("a", 0)], At(2)).Forecasts).ArrivalsPerSecond;
        Assign("a", 2, "chrome", submitted: 0);
        _dispatcher.Ended(new("a", 1, 0), null);
        Assign("a", 3, "edge", submitted: 0, epoch: 2);
        Assert.Equal(rate, Assert.Single(_dispatcher.Forecast([], At(2)).Forecasts).ArrivalsPerSecond, 1e-9);
    }

    [Fact]
    public void How_long_tests_stay_is_learned_from_submit_to_end()
    {
        for (var n = 0; n < 200; n++)
        {
            Assign($"t{n}", n, "chrome", submitted: n);
            _dispatcher.Ended(new($"t{n}", 1, 0), Seen(seconds: 1), At(n + 30));
        }

        // One a second that stay for 30 s, from a prior of 120 s that weighs as two of fifty.
        Assign("last", 200, "chrome", submitted: 200);
        Assert.InRange(_dispatcher.Forecast([], At(200)).Forecasts[0].Predicted, 22, 36);
    }

    [Fact]
    public void Thresholds_are_checked_and_forgotten_with_their_worker()
    {
        for (var n = 0; n < 10; n++)
        {
            _dispatcher.Forecast([], At(30 * n));
        }

        for (var n = 0; n < 9; n++)
        {
            Assign($"t{n}", 300, "chrome");
        }

        for (var n = 10; n < 20; n++)
        {
            _dispatcher.Forecast([], At(30 * n));
        }

        Assert.True(_dispatcher.Thresholds.Of("w").High < .8);
        _dispatcher.Remove("w");
        Assert.Equal(.85, _dispatcher.Thresholds.Of("w").High);
    }

    [Fact]
    public void What_waits_at_the_forecast_is_scaled_for()
    {
        Assert.Empty(_dispatcher.Scale(At(0)).Steps);
        _dispatcher.Forecast([Waits("a", 0, "edge"), Waits("b", 0, "edge")], At(1));
        var step = Assert.Single(_dispatcher.Scale(At(1)).Steps);
        Assert.Equal(("w", "edge", true), (step.Worker, step.BrowserType, step.Launch));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var problems = new DispatcherOptions { Prediction = new() { Coverage = 2 }, Scaling = new() { Up = 0 }, Thresholds = new() { Rate = 0 } }.Problems();
        Assert.Equal(["Prediction.Coverage", "Thresholds.Rate", "Scaling.Up"], problems.Select(p => p.Split(':')[0]));
    }

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    private static TestRequirements Test(string id, string? browser = null) =>
        new() { TestId = id, ModelId = "m", ModelType = ModelTypes.Vision, BrowserRequirements = new() { Required = browser } };

    private static WaitingTest Waits(string id, double submitted, string? browser = null) => new(Test(id, browser), At(submitted));

    private static RunObservation Seen(double seconds) => new("m", ModelTypes.Vision, "chrome", "wasm", "w", true, 0, seconds, true, null);

    private void Assign(string id, double at, string browser, double? submitted = null, long epoch = 1)
    {
        var run = new RunKey(id, epoch, 0);
        _dispatcher.Assigned(run, Test(id), "w", browser, "wasm", At(at), submitted is { } seconds ? At(seconds) : null);
        _worker = _worker with { Runs = new Dictionary<RunKey, string>(_worker.Runs) { [run] = browser } };
        _dispatcher.Upsert(_worker, At(at));
    }
}
