using OrleansBridge.Core.Prediction;

namespace OrleansBridge.Core.Scaling;

/// <summary>What the farm wants of each browser type against what it has, kept up to date while a plan is made.</summary>
internal sealed class TypeDemand
{
    private readonly ScalingOptions _options;
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _predicted = new(StringComparer.Ordinal);

    public TypeDemand(IReadOnlyCollection<ScaledWorker> farm, IReadOnlyDictionary<string, int> queued, LoadOutlook outlook, ScalingOptions options)
    {
        _options = options;
        var free = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var type in farm.SelectMany(w => w.Types))
        {
            _slots[type.BrowserType] = _slots.GetValueOrDefault(type.BrowserType) + type.Slots;
            free[type.BrowserType] = free.GetValueOrDefault(type.BrowserType) + Math.Max(0, type.Slots - type.Active);
        }

        foreach (var (type, count) in queued)
        {
            _waiting[type] = Math.Max(0, count - free.GetValueOrDefault(type));
        }

        foreach (var type in outlook.Types)
        {
            _predicted[type.BrowserType] = Math.Max(type.Present, type.Load.Predicted);
        }
    }

    /// <summary>Tests for which there is no slot yet.</summary>
    public int Waiting(string browserType) => _waiting.GetValueOrDefault(browserType);

    /// <summary>Slots that the forecast wants beyond those there are, at a utilization that does not ask for more.</summary>
    public double Lacking(string browserType) =>
        _predicted.TryGetValue(browserType, out var predicted) ? Math.Max(0, predicted / _options.Up - _slots.GetValueOrDefault(browserType)) : 0;

    /// <summary>Whether the farm can do without an instance: nobody waits for the type, and the forecast does not want it back.</summary>
    public bool CanSpare(string browserType, ScaledWorker worker) =>
        Waiting(browserType) == 0
        && _predicted.GetValueOrDefault(browserType) <= _options.Up * (_slots.GetValueOrDefault(browserType) - worker.View.Descriptor.SlotsPerBrowser);

    public void Launched(ScaledWorker worker, ScaledType type)
    {
        type.Instances++;
        worker.Launched = true;
        _slots[type.BrowserType] = _slots.GetValueOrDefault(type.BrowserType) + worker.View.Descriptor.SlotsPerBrowser;
        _waiting[type.BrowserType] = Math.Max(0, Waiting(type.BrowserType) - worker.View.Descriptor.SlotsPerBrowser);
    }

    public void Closed(ScaledWorker worker, ScaledType type)
    {
        type.Instances--;
        type.Idle--;
        _slots[type.BrowserType] -= worker.View.Descriptor.SlotsPerBrowser;
    }
}
