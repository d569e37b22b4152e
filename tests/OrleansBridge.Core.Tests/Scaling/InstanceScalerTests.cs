using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Prediction;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Execution;
using OrleansBridge.Placement;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Tests.Scaling;

public class InstanceScalerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly InstanceScaler _scaler = new(new ScalingOptions { CalmFor = TimeSpan.Zero });

    [Fact]
    public void A_busy_type_gets_another_instance()
    {
        var plan = Plan(Worker("w", ("chrome", 1, 3)));
        Assert.Equal(("w", "chrome", true), (plan.Steps[0].Worker, plan.Steps[0].BrowserType, plan.Steps[0].Launch));
        Assert.Empty(Plan(Worker("v", ("chrome", 1, 2))).Steps);
    }

    [Fact]
    public void A_launch_is_not_repeated_while_it_takes_its_time()
    {
        var worker = Worker("w", ("chrome", 1, 3));
        Assert.Single(Plan(worker).Steps);
        Assert.Empty(Plan(worker, at: 5).Steps);

        // It came to nothing.
        Assert.Single(Plan(worker, at: 20).Steps);
    }

    [Fact]
    public void What_is_queued_chooses_the_type()
    {
        var plan = Plan([Worker("w", ("chrome", 1, 3))], queued: new() { ["firefox"] = 5, ["edge"] = 2 });
        Assert.Equal([("firefox", true)], plan.Steps.Select(s => (s.BrowserType, s.Launch)));
    }

    [Fact]
    public void What_is_queued_and_has_a_free_slot_needs_no_instance() =>
        Assert.Empty(Plan([Worker("w", ("chrome", 1, 0))], queued: new() { ["chrome"] = 3 }).Steps);

    [Fact]
    public void Only_so_many_workers_launch_as_are_waited_for()
    {
        var farm = Enumerable.Range(0, 5).Select(n => Worker($"w{n}")).ToArray();
        Assert.Equal(2, Plan(farm, queued: new() { ["chrome"] = 5 }).Steps.Count);
    }

    [Fact]
    public void A_full_worker_gives_an_idle_type_for_one_that_is_waited_for()
    {
        var plan = Plan([Worker("w", ("chrome", 2, 4), ("firefox", 1, 0))], queued: new() { ["edge"] = 1 });
        Assert.Equal([("firefox", false), ("edge", true)], plan.Steps.Select(s => (s.BrowserType, s.Launch)));
        Assert.Empty(Plan([Worker("v", ("chrome", 2, 4), ("firefox", 1, 1))], queued: new() { ["edge"] = 1 }).Steps);
    }

    [Fact]
    public void An_idle_instance_goes_after_the_cool_down()
    {
        var one = Worker("w", ("chrome", 1, 3));
        Assert.True(Assert.Single(Plan(one).Steps).Launch);
        var two = Worker("w", ("chrome", 2, 0));
        Assert.Empty(Plan(two, at: 30).Steps);
        var step = Assert.Single(Plan(two, at: 61).Steps);
        Assert.Equal((false, "chrome"), (step.Launch, step.BrowserType));
    }

    [Fact]
    public void The_last_instance_stays_though_the_closing_of_the_other_is_not_seen_yet()
    {
        var two = Worker("w", ("chrome", 1, 0), ("firefox", 1, 0));
        Assert.Equal("chrome", Assert.Single(Plan(two).Steps).BrowserType);
        Assert.Empty(Plan(two, at: 5).Steps);
        Assert.Empty(Plan(Worker("w", ("firefox", 1, 0)), at: 10).Steps);

        // It came to nothing.
        Assert.Equal("firefox", Assert.Single(Plan(two, at: 20).Steps).BrowserType);
    }

    [Fact]
    public void A_launch_is_not_repeated_when_a_closing_before_it_is_seen()
    {
        var idle = Worker("w", ("chrome", 2, 0));
        Assert.False(Assert.Single(Plan(idle).Steps).Launch);
        Assert.True(Assert.Single(Plan([Worker("w", ("chrome", 2, 5))], queued: new() { ["chrome"] = 4 }, at: 5).Steps).Launch);
        Assert.Empty(Plan([Worker("w", ("chrome", 1, 3))], queued: new() { ["chrome"] = 1 }, at: 8).Steps);
    }

    [Fact]
    public void An_instance_goes_only_when_its_type_has_been_calm_for_long()
    {
        var scaler = new InstanceScaler(new ScalingOptions());
        bool Closes(WorkerView worker, int at) => scaler.Plan([worker], new Dictionary<string, int>(), LoadOutlook.None, (_, _) => [], Start.AddSeconds(at)).Steps.Count > 0;
        var (idle, busy) = (Worker("w", ("chrome", 2, 0)), Worker("w", ("chrome", 2, 3)));

        Assert.False(Closes(idle, 0));
        Assert.False(Closes(busy, 200));
        Assert.False(Closes(idle, 210));
        Assert.False(Closes(idle, 400));
        Assert.True(Closes(idle, 510));
    }

    [Fact]
    public void A_worker_keeps_its_last_instance() => Assert.Empty(Plan(Worker("w", ("chrome", 1, 0))).Steps);

    [Fact]
    public void An_instance_that_the_forecast_wants_back_stays()
    {
        var worker = Worker("w", ("chrome", 2, 0));
        Assert.Empty(Plan([worker], outlook: Outlook("chrome", 3, slots: 6, confidence: 0)).Steps);
        Assert.Single(Plan([worker], outlook: Outlook("chrome", 1, slots: 6, confidence: 0)).Steps);
    }

    [Fact]
    public void Nothing_is_launched_where_memory_is_short()
    {
        var worker = Worker("w", ("chrome", 1, 3)) with { FreeMemoryGb = 16 * .19 };
        Assert.Empty(Plan(worker).Steps);
        Assert.Single(Plan(worker with { FreeMemoryGb = 16 * .21 }).Steps);
    }

    [Fact]
    public void A_worker_that_drains_or_is_lost_is_left_alone()
    {
        Assert.Empty(Plan(Worker("w", ("chrome", 1, 3)) with { Draining = true }).Steps);
        Assert.Empty(Plan(Worker("w", ("chrome", 1, 3)) with { Alive = false }).Steps);
    }

    [Fact]
    public void A_type_is_warmed_before_the_forecast_needs_it()
    {
        var plan = Plan([Worker("a", ("chrome", 1, 1)), Worker("b", ("firefox", 1, 1))], outlook: Outlook("chrome", 6, slots: 3, confidence: .8));
        Assert.Empty(plan.Steps);
        Assert.Equal([("b", "chrome", null), ("a", "chrome", (string?)null)], plan.Warm.Select(w => (w.Worker, w.BrowserType, w.Model)));
        Assert.Contains("6 expected on chrome", plan.Warm[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forecast_that_was_not_right_so_far_warms_nothing() =>
        Assert.Empty(Plan([Worker("a", ("chrome", 1, 1))], outlook: Outlook("chrome", 6, slots: 3, confidence: .1)).Warm);

    [Fact]
    public void A_model_that_is_expected_is_loaded_where_an_instance_is_idle_and_has_it_not()
    {
        var farm = new[] { Worker("a", ("chrome", 1, 1)), Worker("b", ("chrome", 1, 0)), Loaded(Worker("c", ("chrome", 1, 0)), "other/webgpu") };
        var outlook = Outlook("chrome", 4, slots: 9, confidence: .8, rate: .1);
        var plan = Plan(farm, outlook: outlook);
        Assert.Equal(("b", "chrome", "big"), (plan.Warm[0].Worker, plan.Warm[0].BrowserType, plan.Warm[0].Model));
        Assert.DoesNotContain(plan.Warm, w => w.Model == "rare");

        // Loading takes a while, and is not begun anew meanwhile.
        Assert.DoesNotContain(Plan(farm, outlook: outlook, at: 5).Warm, w => w.Worker == "b");
    }

    [Fact]
    public void A_model_that_is_loaded_already_is_not_loaded_again()
    {
        var farm = new[] { Loaded(Worker("b", ("chrome", 1, 0)), "big/webgpu"), Worker("c", ("chrome", 1, 0)) };
        Assert.Empty(Plan(farm, outlook: Outlook("chrome", 2, slots: 6, confidence: .8, rate: .1)).Warm);
    }

    private static WorkerView Worker(string id, params (string Type, int Instances, int Active)[] types) =>
        Farm.Worker(id, Farm.Browser("chrome", "wasm"), Farm.Browser("firefox", "wasm"), Farm.Browser("edge", "wasm")) with
        {
            Browsers = [.. types.SelectMany(t => Enumerable.Range(0, t.Instances).Select(n => new BrowserSnapshot
            {
                Id = $"{id}/{t.Type}/{n}",
                Worker = id,
                Browser = t.Type,
                Active = n < t.Active ? 1 : 0,
            }))],
            Runs = types.SelectMany(t => Enumerable.Range(0, t.Active).Select(n => (Key: new RunKey($"{id}{t.Type}{n}", 1, 0), t.Type))).ToDictionary(r => r.Key, r => r.Type),
        };

    private static WorkerView Loaded(WorkerView worker, string resident) => worker with { Browsers = [.. worker.Browsers.Select(b => b with { Resident = [resident] })] };

    private static LoadOutlook Outlook(string type, double predicted, int slots, double confidence, double rate = 0)
    {
        var forecast = new Forecast(type, "vision", Start, Start.AddMinutes(1), predicted, 0, predicted * 2, confidence, rate, TimeSpan.FromMinutes(5));
        return new([forecast], [new(forecast with { ModelType = ForecastRow.Sum }, 0, slots)], [], [], []);
    }

    private ScalePlan Plan(WorkerView worker, int at = 0) => Plan([worker], at: at);

    private ScalePlan Plan(WorkerView[] farm, Dictionary<string, int>? queued = null, LoadOutlook? outlook = null, int at = 0) =>
        _scaler.Plan(farm, queued ?? [], outlook ?? LoadOutlook.None, (_, _) => [("big", .8), ("rare", .01)], Start.AddSeconds(at));
}
