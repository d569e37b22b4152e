using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>Keeps what decisions see of the farm up to date: each change of a worker is shown when it happens.</summary>
internal sealed partial class BalancerGrain
{
    /// <summary>All workers as decisions see them now.</summary>
    private IReadOnlyCollection<WorkerView> Farm
    {
        get
        {
            _dispatcher.Farm.Expire(_steady.Now);
            return _dispatcher.Farm.Workers;
        }
    }

    private void Show(WorkerEntry worker) => _dispatcher.Upsert(worker.ToView(), _steady.Now, worker.AliveUntil, worker.RefusedUntil);

    private void Hold(WorkerEntry worker, RunKey run, HeldRun held)
    {
        worker.Hold(run, held);
        _dispatcher.Assigned(run, held.Test, worker.Descriptor.WorkerId, held.Browser, held.Backend, held.Since, held.SubmittedAt, held.Bound);
        Show(worker);
    }

    private void Drop(WorkerEntry worker, RunKey run)
    {
        worker.Drop(run);
        _dispatcher.Ended(run, null);
        Show(worker);
    }

    private void Forget(WorkerEntry worker)
    {
        _workers.Remove(worker.Descriptor.WorkerId);
        _dispatcher.Remove(worker.Descriptor.WorkerId);
    }

    /// <summary>How the breakers on the way to a model's places stand; null: all are closed.</summary>
    private Func<Place, BreakerStanding>? Breakers(string model, DateTimeOffset now) =>
        _breakers.IsEmpty ? null : place => _breakers.Of(place, model, _dispatcher.Farm.Active, now);
}
