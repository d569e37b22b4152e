using OrleansBridge.Core.Scoring;
using OrleansBridge.Execution;

namespace OrleansBridge.Core.Fleet;

/// <summary>One browser type of one worker in the index. A value: a change makes another.</summary>
internal sealed class Spot(WorkerView worker, BrowserCapability browser, SpotGroup group)
{
    /// <summary>Least work first; of two alike the one whose name comes first.</summary>
    public static readonly IComparer<Spot> Order = Comparer<Spot>.Create((a, b) =>
        a.Load.Backlog != b.Load.Backlog ? Nullable.Compare(a.Load.Backlog, b.Load.Backlog) : string.CompareOrdinal(a.Key, b.Key));

    public WorkerView Worker => worker;

    public BrowserCapability Browser => browser;

    public SpotGroup Group => group;

    public PlaceLoad Load { get; } = PlaceLoad.Of(worker, browser.Browser);

    /// <summary>As <see cref="Place.Key"/>.</summary>
    public string Key { get; } = worker.Descriptor.WorkerId + "/" + browser.Browser;

    /// <summary>What the models are called that a run would find loaded.</summary>
    public IReadOnlyCollection<string> Resident { get; } = [.. ResidentModels.On(worker, browser.Browser).Distinct(StringComparer.Ordinal)];

    public bool Has(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (Resident.Contains(name))
            {
                return true;
            }
        }

        return false;
    }
}
