using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Scaling;

/// <summary>A worker, while a plan is made.</summary>
internal sealed class ScaledWorker
{
    public ScaledWorker(WorkerView view, Func<string, int> launching, Func<string, bool> cooled)
    {
        View = view;
        Types = [.. view.Descriptor.Browsers.Where(b => b.Problem is null).Select(b => b.Browser).Distinct(StringComparer.Ordinal).Select(type => new ScaledType(
            type,
            view.Browsers.Count(b => b.Browser == type) + launching(type),
            view.Browsers.Count(b => b.Browser == type && b.Active == 0),
            view.Active(type),
            view.Descriptor.SlotsPerBrowser,
            cooled(type)))];
    }

    public WorkerView View { get; }

    public string Id => View.Descriptor.WorkerId;

    public IReadOnlyList<ScaledType> Types { get; }

    /// <summary>Whether something was launched here in this plan: one at a time, since a launch takes the processor from the runs.</summary>
    public bool Launched { get; set; }

    public int Instances => Types.Sum(t => t.Instances);

    public int Room => View.Descriptor.MaxBrowsers - Instances;

    /// <summary>Share of memory in use; null: not known.</summary>
    public double? MemoryUsed => View is { FreeMemoryGb: > 0, Descriptor.MemoryGb: > 0 } ? 1 - View.FreeMemoryGb / View.Descriptor.MemoryGb : null;

    public ScaledType? Type(string browserType) => Types.FirstOrDefault(t => t.BrowserType == browserType);
}
