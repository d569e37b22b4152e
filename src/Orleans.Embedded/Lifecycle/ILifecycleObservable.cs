namespace Orleans;

/// <summary>Starts in stages, lowest first, and stops in reverse.</summary>
public interface ILifecycleObservable
{
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}
