using OrleansBridge.Core.Prediction;
using OrleansBridge.Execution;

namespace OrleansBridge.Core.Scaling;

/// <summary>What is warmed before the forecast needs it: types first, for without an instance there is nowhere to load a model.</summary>
internal sealed class Warming(
    IReadOnlyList<ScaledWorker> farm,
    TypeDemand demand,
    LoadOutlook outlook,
    Func<string, string, IReadOnlyList<(string Model, double Share)>> models,
    ScalingOptions options,
    RecentChanges changes,
    Func<string, string?> sha256)
{
    private readonly List<WarmStep> _steps = [];
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private Dictionary<(string BrowserType, string Model), int>? _residents;

    public IReadOnlyList<WarmStep> Steps(DateTimeOffset now)
    {
        foreach (var type in outlook.Types.Where(t => t.Load.Confidence >= options.LeastConfidence).OrderByDescending(t => demand.Lacking(t.BrowserType)))
        {
            WarmType(type, now);
        }

        foreach (var forecast in outlook.Forecasts.Where(f => f.Confidence >= options.LeastConfidence).OrderByDescending(f => f.ArrivalsPerSecond))
        {
            WarmModels(forecast, now);
        }

        return _steps;
    }

    private void WarmType(TypeForecast type, DateTimeOffset now)
    {
        while (_steps.Count < options.MostWarmed && demand.Lacking(type.BrowserType) > 0
            && farm.Where(w => CanLaunch(w) && w.Type(type.BrowserType) is not null)
                .OrderBy(w => w.Type(type.BrowserType)!.Instances).ThenByDescending(w => w.Room).ThenBy(w => w.Id, StringComparer.Ordinal).FirstOrDefault() is { } worker)
        {
            _steps.Add(new(worker.Id, type.BrowserType, null, $"{type.Load.Predicted:0.#} expected on {type.BrowserType} at {type.Load.For:HH:mm:ss}, {type.Slots} slots"));
            demand.Launched(worker, worker.Type(type.BrowserType)!);
            changes.Launch(worker.View, type.BrowserType, now);
        }
    }

    private void WarmModels(Forecast forecast, DateTimeOffset now)
    {
        var arrivals = forecast.ArrivalsPerSecond * (forecast.For - forecast.At).TotalSeconds;
        if (arrivals < options.LeastArrivals)
        {
            return;
        }

        foreach (var (model, share) in models(forecast.BrowserType, forecast.ModelType).TakeWhile(m => m.Share * arrivals >= options.LeastArrivals))
        {
            var wanted = Math.Max(1, (int)Math.Ceiling(forecast.Predicted * share / SlotsPerBrowser(forecast.BrowserType)));
            var warm = Warm(forecast.BrowserType, model);
            if (warm >= wanted)
            {
                continue;
            }

            foreach (var worker in farm.Where(w => CanLoad(w, forecast.BrowserType, model)).Take(wanted - warm))
            {
                if (_steps.Count >= options.MostWarmed)
                {
                    return;
                }

                _steps.Add(new(worker.Id, forecast.BrowserType, model, $"{arrivals * share:0.#} runs of it expected by {forecast.For:HH:mm:ss}, and {warm} of {wanted} instances have it"));
                _busy.Add(worker.Id);
                changes.Warm(worker.Id, forecast.BrowserType, model, now);
            }
        }
    }

    private bool CanLaunch(ScaledWorker worker) =>
        worker is { Launched: false, Room: > 0, View.HeldExclusively: false } && !(worker.MemoryUsed >= options.MemoryCap);

    /// <summary>An idle instance, one at a time: to load a model takes the instance from the runs.</summary>
    private bool CanLoad(ScaledWorker worker, string browserType, string model) =>
        !worker.View.HeldExclusively && !(worker.MemoryUsed >= options.MemoryCap) && !_busy.Contains(worker.Id) && !changes.IsWarmed(worker.Id, browserType, model)
        && worker.Type(browserType)?.Idle > 0
        && worker.View.Browsers.Any(b => b.Browser == browserType && b.Active == 0 && !Has(b, model));

    /// <summary>Instances that have a model, and those that are about to.</summary>
    private int Warm(string browserType, string model)
    {
        var (residents, sha) = (_residents ??= Residency.Count(farm.SelectMany(w => w.View.Browsers)), sha256(model));
        return residents.GetValueOrDefault((browserType, model)) + (sha is null ? 0 : residents.GetValueOrDefault((browserType, sha)))
            + changes.Warmed(browserType, model).Count(id => !farm.Any(w => w.Id == id && w.View.Browsers.Any(b => b.Browser == browserType && Has(b, model))));
    }

    private bool Has(BrowserSnapshot instance, string model) => Residency.Has(instance, model, sha256(model));

    private int SlotsPerBrowser(string browserType) =>
        Math.Max(1, farm.Where(w => w.Type(browserType) is not null).Select(w => w.View.Descriptor.SlotsPerBrowser).DefaultIfEmpty(1).Max());
}
