using FsCheck;
using FsCheck.Fluent;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Prediction;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Execution;
using OrleansBridge.Placement;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Tests.Scaling;

public class InstanceScalerLaws
{
    private static readonly string[] Types = ["chrome", "firefox", "edge"];
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ScalingOptions Options = new() { CalmFor = TimeSpan.Zero };

    private sealed record Given(List<WorkerView> Farm, Dictionary<string, int> Queued, LoadOutlook Outlook);

    private static Gen<WorkerView> Workers =>
        from instances in Gen.ArrayOf(Gen.Choose(0, 2), 3)
        from active in Gen.ArrayOf(Gen.Choose(0, 6), 3)
        from free in Gen.Choose(0, 16)
        select Farm.Worker("w", [.. Types.Select(t => Farm.Browser(t, "wasm"))]) with
        {
            FreeMemoryGb = free,
            Browsers = [.. Types.SelectMany((t, i) => Enumerable.Range(0, instances[i]).Select(n => new BrowserSnapshot { Id = $"{t}/{n}", Worker = "w", Browser = t, Active = n < active[i] ? 1 : 0 }))],
            Runs = Types.SelectMany((t, i) => Enumerable.Range(0, Math.Min(active[i], 3 * instances[i])).Select(n => (Key: new RunKey($"{t}{n}", 1, 0), t))).ToDictionary(r => r.Key, r => r.t),
        };

    private static Gen<Given> Farms =>
        from workers in Gen.NonEmptyListOf(Workers)
        from queued in Gen.ArrayOf(Gen.Choose(0, 20), 3)
        from predicted in Gen.ArrayOf(Gen.Choose(0, 40), 3)
        select new Given(
            [.. workers.Select((w, n) => w with { Descriptor = w.Descriptor with { WorkerId = $"w{n}", MaxBrowsers = 4 } })],
            Types.Select((t, i) => (t, queued[i])).ToDictionary(q => q.t, q => q.Item2),
            new([], [.. Types.Select((t, i) => new TypeForecast(
                new(t, ForecastRow.Sum, Start, Start.AddMinutes(1), predicted[i], 0, 99, .9, .1, TimeSpan.FromMinutes(5)), 0, 9))], [], [], []));

    [Fact]
    public void No_plan_leaves_a_worker_over_its_limit_or_without_an_instance() => Holds((given, worker, steps, warm) =>
    {
        var after = worker.Browsers.Count + steps.Count(s => s.Launch) - steps.Count(s => !s.Launch) + warm.Count(w => w.Model is null);
        return after <= Math.Max(worker.Browsers.Count, worker.Descriptor.MaxBrowsers) && after >= Math.Min(worker.Browsers.Count, Options.Least);
    });

    [Fact]
    public void Nothing_is_launched_above_the_memory_cap() => Holds((given, worker, steps, warm) =>
        worker.FreeMemoryGb == 0 || 1 - worker.FreeMemoryGb / 16 < Options.MemoryCap || (!steps.Any(s => s.Launch) && warm.Count == 0));

    [Fact]
    public void No_busy_instance_is_closed_and_what_runs_still_fits() => Holds((given, worker, steps, warm) => steps.Where(s => !s.Launch).All(s =>
        worker.Browsers.Any(b => b.Browser == s.BrowserType && b.Active == 0)
        && worker.Active(s.BrowserType) <= 3 * (worker.Browsers.Count(b => b.Browser == s.BrowserType) - 1)));

    [Fact]
    public void A_worker_launches_one_at_a_time_and_never_what_it_closes() => Holds((given, worker, steps, warm) =>
        steps.Count(s => s.Launch) + warm.Count(w => w.Model is null) <= 1
        && !steps.Where(s => !s.Launch).Select(s => s.BrowserType).Intersect(steps.Where(s => s.Launch).Select(s => s.BrowserType)).Any());

    /// <summary>The farm is told at once: had it been told late, a launch is counted as an instance.</summary>
    [Fact]
    public void A_plan_carried_out_is_not_taken_back_by_the_next() => Prop.ForAll(Farms.ToArbitrary(), given =>
    {
        var scaler = new InstanceScaler(Options);
        var first = Plan(scaler, given, Start);
        var farm = given.Farm.Select(w => w with { Browsers = After(w, first) }).ToList();
        var second = Plan(scaler, given with { Farm = farm }, Start.AddSeconds(61));
        var launched = first.Steps.Where(s => s.Launch).Select(s => (s.Worker, s.BrowserType)).Concat(first.Warm.Where(w => w.Model is null).Select(w => (w.Worker, w.BrowserType)));
        var closed = second.Steps.Where(s => !s.Launch && !s.Why.StartsWith("makes room", StringComparison.Ordinal)).Select(s => (s.Worker, s.BrowserType));
        return !launched.Intersect(closed).Any(p => first.Steps.Any(s => s.Launch && s.Worker == p.Worker && s.BrowserType == p.BrowserType && s.Why.StartsWith("utilization", StringComparison.Ordinal)));
    }).QuickCheckThrowOnFailure();

    private static List<BrowserSnapshot> After(WorkerView worker, ScalePlan plan)
    {
        var browsers = worker.Browsers.ToList();
        foreach (var step in plan.Steps.Where(s => s.Worker == worker.Descriptor.WorkerId))
        {
            if (step.Launch)
            {
                browsers.Add(new() { Id = $"{step.BrowserType}/new", Worker = step.Worker, Browser = step.BrowserType });
            }
            else
            {
                browsers.Remove(browsers.First(b => b.Browser == step.BrowserType && b.Active == 0));
            }
        }

        return browsers;
    }

    private static ScalePlan Plan(InstanceScaler scaler, Given given, DateTimeOffset now) => scaler.Plan(given.Farm, given.Queued, given.Outlook, (_, _) => [], now);

    private static void Holds(Func<Given, WorkerView, List<ScaleStep>, List<WarmStep>, bool> law) => Prop.ForAll(Farms.ToArbitrary(), given =>
    {
        var plan = Plan(new InstanceScaler(Options), given, Start);
        return given.Farm.All(w => law(
            given, w, [.. plan.Steps.Where(s => s.Worker == w.Descriptor.WorkerId)], [.. plan.Warm.Where(s => s.Worker == w.Descriptor.WorkerId)]));
    }).QuickCheckThrowOnFailure();
}
