using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Prediction;

namespace OrleansBridge.Core.Scaling;

/// <summary>
/// Decides which browser instances come and go on each worker: one more of a type that is busy or waited for, one less of a type that is
/// idle, and what is warmed for the forecast. Which type gets what room there is follows what is queued.
/// </summary>
/// <param name="options">When instances come and go.</param>
/// <param name="sha256">The sha256 of a model's file, by which browsers name what they have loaded; null where it is not known.</param>
/// <remarks>Not thread-safe. Remembers only what it changed lately.</remarks>
public sealed class InstanceScaler(ScalingOptions options, Func<string, string?>? sha256 = null)
{
    private readonly RecentChanges _changes = new(options);
    private readonly CalmTypes _calm = new(options);

    /// <param name="workers">The farm.</param>
    /// <param name="queued">Tests that wait for a place, by the browser type they want.</param>
    /// <param name="outlook">What is expected.</param>
    /// <param name="models">The models that make up a pair of browser and model type, by their shares.</param>
    /// <param name="now">When.</param>
    public ScalePlan Plan(
        IReadOnlyCollection<WorkerView> workers,
        IReadOnlyDictionary<string, int> queued,
        LoadOutlook outlook,
        Func<string, string, IReadOnlyList<(string Model, double Share)>> models,
        DateTimeOffset now)
    {
        _changes.Forget(now);
        _calm.Forget(now);
        var farm = workers.Where(w => w is { Alive: true, Draining: false })
            .Select(w => new ScaledWorker(w, type => _changes.Unseen(w, type), type => _changes.HasCooled(w.Descriptor.WorkerId, type, now))).ToList();
        farm.ForEach(w => _calm.See(w, now));
        var demand = new TypeDemand(farm, queued, outlook, options);
        var steps = new List<ScaleStep>();
        foreach (var worker in farm)
        {
            ScaleUp(worker, demand, steps, now);
            ScaleDown(worker, demand, steps, now);
        }

        var warm = new Warming(farm, demand, outlook, models, options, _changes, sha256 ?? (static _ => null)).Steps(now);
        return steps.Count == 0 && warm.Count == 0 ? ScalePlan.None : new(steps, warm);
    }

    private void ScaleUp(ScaledWorker worker, TypeDemand demand, List<ScaleStep> steps, DateTimeOffset now)
    {
        if (worker.MemoryUsed >= options.MemoryCap || worker.View.HeldExclusively)
        {
            return;
        }

        if (!worker.Types.Exists(t => demand.Waiting(t.BrowserType) > 0 || t.Utilization > options.Up))
        {
            return;
        }

        // The most waited for first; of two that are not waited for, the busier.
        var wanted = worker.Types.Where(t => demand.Waiting(t.BrowserType) > 0 || t.Utilization > options.Up)
            .OrderByDescending(t => demand.Waiting(t.BrowserType)).ThenByDescending(t => t.Utilization).ThenBy(t => t.BrowserType, StringComparer.Ordinal).FirstOrDefault();
        if (wanted is null || (worker.Room <= 0 && !MakeRoom(worker, wanted, demand, steps, now)))
        {
            return;
        }

        var why = demand.Waiting(wanted.BrowserType) > 0
            ? $"{demand.Waiting(wanted.BrowserType)} wait for {wanted.BrowserType}"
            : $"utilization {wanted.Utilization:0.00} is above {options.Up:0.##}";
        steps.Add(new(worker.Id, wanted.BrowserType, true, why));
        demand.Launched(worker, wanted);
        _changes.Launch(worker.View, wanted.BrowserType, now);
    }

    /// <summary>Closes an idle instance of a type nobody wants, where another is waited for.</summary>
    private bool MakeRoom(ScaledWorker worker, ScaledType wanted, TypeDemand demand, List<ScaleStep> steps, DateTimeOffset now)
    {
        var idle = demand.Waiting(wanted.BrowserType) == 0 ? null : worker.Types
            .Where(t => t != wanted && t is { Idle: > 0, Cooled: true } && t.Utilization < options.Down && t.UtilizationAfter <= options.Up && demand.Waiting(t.BrowserType) == 0)
            .OrderBy(t => t.Utilization).ThenBy(t => t.BrowserType, StringComparer.Ordinal).FirstOrDefault();
        if (idle is null || worker.Room < 0)
        {
            return false;
        }

        Close(worker, idle, $"makes room for {wanted.BrowserType}", demand, steps, now);
        return true;
    }

    private void ScaleDown(ScaledWorker worker, TypeDemand demand, List<ScaleStep> steps, DateTimeOffset now)
    {
        var idle = worker.Launched || worker.Instances <= options.Least || !worker.Types.Exists(t => IsCalm(worker, t, now)) ? null : worker.Types
            .Where(t => IsCalm(worker, t, now) && t.UtilizationAfter <= options.Up && demand.CanSpare(t.BrowserType, worker))
            .OrderBy(t => t.Utilization).ThenByDescending(t => t.Idle).ThenBy(t => t.BrowserType, StringComparer.Ordinal).FirstOrDefault();
        if (idle is not null)
        {
            Close(worker, idle, $"utilization {idle.Utilization:0.00} is below {options.Down:0.##}", demand, steps, now);
        }
    }

    private bool IsCalm(ScaledWorker worker, ScaledType type, DateTimeOffset now) => type is { Idle: > 0, Cooled: true } && _calm.Has(worker.Id, type.BrowserType, now);

    private void Close(ScaledWorker worker, ScaledType type, string why, TypeDemand demand, List<ScaleStep> steps, DateTimeOffset now)
    {
        steps.Add(new(worker.Id, type.BrowserType, false, why));
        demand.Closed(worker, type);
        _changes.Close(worker.View, type.BrowserType, now);
    }
}
