using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

internal sealed partial class BalancerGrain
{
    private static readonly Dictionary<RunKey, string> s_none = [];

    /// <summary>
    /// Lets a worker run empty for an exclusive test whose turn has come: others would take each slot as it becomes free,
    /// and the worker would never be. The one with the fewest runs; as it takes no more, it stays the one.
    /// </summary>
    private void HoldFor(Waiting waiting, Dictionary<string, WorkerView> views, DateTimeOffset now)
    {
        var test = waiting.Test;
        if (!test.Requirements.Exclusive || waiting.Turn > time.GetUtcNow())
        {
            return;
        }

        var held = views.Values.Where(v => v is { Alive: true, Draining: false, HeldExclusively: false })
            .OrderBy(v => v.Runs.Count).ThenBy(v => v.Descriptor.WorkerId, StringComparer.Ordinal)
            .FirstOrDefault(v => Placer.Choose(
                test.Requirements, [v with { Runs = s_none, Models = s_none }], Wishes(test), p => _breakers.Of(p, test.Requirements.ModelId, views.Values, now)).Place is not null);
        if (held is not null)
        {
            views[held.Descriptor.WorkerId] = held with { HeldExclusively = true };
        }
    }
}
