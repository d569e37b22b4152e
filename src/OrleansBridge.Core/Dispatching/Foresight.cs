using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Prediction;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Core.Stealing;
using OrleansBridge.Core.Thresholds;

namespace OrleansBridge.Core.Dispatching;

/// <summary>The part of a dispatcher that looks ahead: from what it holds and what waits it makes what prediction, thresholds and scaling ask for.</summary>
internal sealed class Foresight(DispatcherOptions options, Func<string, string?> sha256)
{
    private readonly InstanceScaler _scaler = new(options.Scaling, sha256);
    private readonly RecentlyUsed<Stay> _stays = new(options.Prediction.MostPairs);
    private Dictionary<string, int> _queued = [];
    private LoadOutlook _outlook = LoadOutlook.None;

    public LoadForecast Load { get; } = new(options.Prediction);

    public ThresholdBoard Thresholds { get; } = new(options.Thresholds);

    /// <summary>Counted where it went: of one that waited, and so was counted before, nothing changes.</summary>
    public void Assigned(HeldTest held, DateTimeOffset submitted) => Arrived(new(held.Test, submitted), held.Browser, held.AssignedAt);

    /// <summary>Only what passed tells how long a test stays: one that failed may be queued again.</summary>
    public void Ended(HeldTest held, RunObservation seen, DateTimeOffset? at)
    {
        if (seen.Succeeded)
        {
            _stays.Use(Name(held.Browser, held.Test.ModelType)).Add(
                at is { } ended && held.SubmittedAt is { } submitted ? (ended - submitted).TotalSeconds : seen.RunSeconds + (seen.Resident ? 0 : seen.SetupSeconds));
        }
    }

    public LoadOutlook Look(FarmIndex farm, IReadOnlyCollection<HeldTest> runs, IReadOnlyCollection<WaitingTest> waiting, DateTimeOffset now)
    {
        var slots = Slots(farm.Workers, now);
        var present = new Dictionary<(string Browser, string ModelType), int>();
        foreach (var held in runs)
        {
            var pair = (held.Browser, held.Test.ModelType);
            present[pair] = present.GetValueOrDefault(pair) + 1;
        }

        _queued = new(StringComparer.Ordinal);
        foreach (var test in waiting)
        {
            if (WantedType.Of(test.Test, slots.Keys) is { } type)
            {
                Arrived(test, type, now);
                _queued[type] = _queued.GetValueOrDefault(type) + 1;
                present[(type, test.Test.ModelType)] = present.GetValueOrDefault((type, test.Test.ModelType)) + 1;
            }
        }

        return _outlook = Load.Look([.. present.Select(p => new LoadSample(p.Key.Browser, p.Key.ModelType, p.Value, Seconds(p.Key.Browser, p.Key.ModelType)))], slots, now);
    }

    public ScalePlan Scale(FarmIndex farm, DateTimeOffset now) => _scaler.Plan(farm.Workers, _queued, _outlook, Load.ModelsOf, now);

    private static string Name(string browser, string modelType) => $"{browser}/{modelType}";

    private void Arrived(WaitingTest test, string browser, DateTimeOffset now) =>
        Load.Arrived(new(test.Test.TestId ?? "", test.Test.ModelId, test.Test.ModelType, browser, test.SubmittedAt), now);

    private double? Seconds(string browser, string modelType) =>
        _stays.TryFind(Name(browser, modelType), out var stay) ? stay.Seconds(options.Prediction.PriorServiceSeconds) : null;

    /// <summary>Instances times slots of each browser type, and by the way each worker's thresholds.</summary>
    private Dictionary<string, int> Slots(IReadOnlyCollection<WorkerView> workers, DateTimeOffset now)
    {
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var worker in workers.Where(w => w.Alive))
        {
            Thresholds.Check(worker.Descriptor.WorkerId, (double)worker.Runs.Count / Math.Max(1, worker.Descriptor.Capacity), now);
            foreach (var browser in worker.Descriptor.Browsers.Where(b => b.Problem is null && !worker.Draining))
            {
                slots[browser.Browser] = slots.GetValueOrDefault(browser.Browser) + worker.Instances(browser.Browser) * worker.Descriptor.SlotsPerBrowser;
            }
        }

        return slots;
    }
}
