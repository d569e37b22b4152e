using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One silo's activations of one stateless worker's id.</summary>
internal sealed class StatelessWorkers(Silo silo, GrainClass grainClass, GrainId id)
{
    private readonly List<Activation> _workers = [];

    /// <summary>Gives the call to an idle worker, else to a new one while there may be more, else to the shortest queue.</summary>
    public void Receive(Message message)
    {
        while (!Pick().TryReceive(message))
        {
            // That worker has just ended: it is gone from the list by the next look, unless its silo ended with it.
            if (silo.State == SiloState.Dead)
            {
                message.Fail(new SiloUnavailableException($"The target silo became unavailable for message: {message}."));
                return;
            }
        }
    }

    public void Remove(Activation worker)
    {
        lock (_workers)
        {
            _workers.Remove(worker);
        }
    }

    private Activation Pick()
    {
        lock (_workers)
        {
            if (_workers.Find(w => w.Idle) is { } idle)
            {
                return idle;
            }

            if (_workers.Count >= grainClass.LocalWorkers)
            {
                return _workers.MinBy(w => w.WaitingCount)!;
            }

            var worker = silo.Activate(grainClass, id);
            _workers.Add(worker);
            return worker;
        }
    }
}
