using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Runs observers stage by stage; the observers of one stage run together.</summary>
internal sealed class Lifecycle : ISiloLifecycle, IGrainLifecycle
{
    private readonly List<Subscription> _subscriptions = [];
    private int? _reached;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (_reached is not null)
        {
            throw new InvalidOperationException("Lifecycle has already been started.");
        }

        var subscription = new Subscription(stage, observer);
        _subscriptions.Add(subscription);
        return subscription;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var stage in _subscriptions.GroupBy(s => s.Stage).OrderBy(s => s.Key))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                throw new OrleansLifecycleCanceledException($"Lifecycle start canceled at stage '{stage.Key}' by request.");
            }

            _reached = stage.Key;
            await Task.WhenAll(stage.Select(s => Run(s, o => o.OnStart(cancellationToken))));
        }

        _reached ??= int.MinValue;
    }

    /// <summary>Stops what was started, highest stage first, whatever fails on the way.</summary>
    public async Task StopAsync(Action<Exception> failed, CancellationToken cancellationToken)
    {
        foreach (var stage in _subscriptions.Where(s => s.Stage <= _reached).GroupBy(s => s.Stage).OrderByDescending(s => s.Key))
        {
            try
            {
                await Task.WhenAll(stage.Select(s => Run(s, o => o.OnStop(cancellationToken))));
            }
            catch (Exception exception)
            {
                failed(exception);
            }
        }
    }

    private static Task Run(Subscription subscription, Func<ILifecycleObserver, Task> step)
    {
        try
        {
            return subscription.Observer is { } observer ? step(observer) : Task.CompletedTask;
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    private sealed class Subscription(int stage, ILifecycleObserver observer) : IDisposable
    {
        public int Stage => stage;

        public ILifecycleObserver? Observer { get; private set; } = observer;

        public void Dispose() => Observer = null;
    }
}
