using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Scaling;

/// <summary>A worker, while a plan is made.</summary>
internal sealed class ScaledWorker
{
    public ScaledWorker(WorkerView view, Func<string, int> unseen, Func<string, bool> cooled)
    {
        View = view;
        var types = new List<ScaledType>(view.Descriptor.Browsers.Count);
        foreach (var browser in view.Descriptor.Browsers)
        {
            if (browser.Problem is not null || types.Exists(t => t.BrowserType == browser.Browser))
            {
                continue;
            }

            var (type, instances, idle) = (browser.Browser, 0, 0);
            foreach (var instance in view.Browsers)
            {
                instances += instance.Browser == type ? 1 : 0;
                idle += instance.Browser == type && instance.Active == 0 ? 1 : 0;
            }

            // A view may be older than the last plan: what that launched or closed counts as done.
            var coming = unseen(type);
            types.Add(new(type, Math.Max(0, instances + coming), Math.Max(0, idle + Math.Min(0, coming)), view.Active(type), view.Descriptor.SlotsPerBrowser, cooled(type)));
        }

        Types = types;
    }

    public WorkerView View { get; }

    public string Id => View.Descriptor.WorkerId;

    public List<ScaledType> Types { get; }

    /// <summary>Whether something was launched here in this plan: one at a time, since a launch takes the processor from the runs.</summary>
    public bool Launched { get; set; }

    public int Instances => Types.Sum(t => t.Instances);

    public int Room => View.Descriptor.MaxBrowsers - Instances;

    /// <summary>Share of memory in use; null: not known.</summary>
    public double? MemoryUsed => View is { FreeMemoryGb: > 0, Descriptor.MemoryGb: > 0 } ? 1 - View.FreeMemoryGb / View.Descriptor.MemoryGb : null;

    public ScaledType? Type(string browserType)
    {
        foreach (var type in Types)
        {
            if (type.BrowserType == browserType)
            {
                return type;
            }
        }

        return null;
    }
}
