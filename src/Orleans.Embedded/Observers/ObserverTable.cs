using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The objects of one silo or client that grains may call.</summary>
internal sealed class ObserverTable(CallRuntime runtime)
{
    private readonly ConcurrentDictionary<GrainId, Observer> _observers = new();

    public GrainId Add(IGrainObserver target)
    {
        if (target is GrainReference)
        {
            throw new ArgumentException("Argument obj is already a grain reference.", nameof(target));
        }

        if (target is Grain)
        {
            throw new ArgumentException("Argument must not be a grain class.", nameof(target));
        }

        var id = GrainId.Create(runtime.ClientId.Type, IdSpan.Create($"{runtime.ClientId.Key}+{Guid.NewGuid():N}"));
        _observers[id] = new Observer(target, runtime);
        return id;
    }

    public void Remove(IGrainObserver reference)
    {
        if (reference is not GrainReference known)
        {
            throw new ArgumentException("Argument reference is not a grain reference.", nameof(reference));
        }

        if (!_observers.TryRemove(known.GrainId, out _))
        {
            throw new ArgumentException("Reference is not associated with a local object.", nameof(reference));
        }
    }

    /// <summary>Hands a call to its observer. What nobody answers times out.</summary>
    public void Receive(Message message)
    {
        if (_observers.TryGetValue(message.Request.Target, out var observer) && !observer.Receive(message))
        {
            _observers.TryRemove(message.Request.Target, out _);
        }
    }
}
