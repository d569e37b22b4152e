using OrleansBridge.Browsers.Launching;
using OrleansBridge.Execution;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>
/// A worker's browser instances: launched when a run wants one, up to the worker's limit over all types; at the limit the longest idle
/// instance of another type makes room. First come, first served, but an instance that is free serves its own type before it makes
/// room for another, unless that one has waited long.
/// </summary>
internal sealed partial class WorkerBrowsers(WorkerCapacity capacity, Func<string, Task<BrowserInstance>> launch, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly InstanceRoster _instances = new(capacity.WorkerId);
    private readonly LinkedList<InstanceWaiter> _waiting = [];
    private bool _closed;

    public WorkerCapacity Capacity { get; } = capacity;

    public IReadOnlyList<BrowserInstance> Instances
    {
        get
        {
            lock (_gate)
            {
                return _instances.All;
            }
        }
    }

    /// <summary>Takes over an instance that already runs.</summary>
    public void Adopt(BrowserInstance instance)
    {
        lock (_gate)
        {
            Add(instance);
        }
    }

    /// <summary>An instance of a type for one run alone.</summary>
    /// <param name="browser">The type.</param>
    /// <param name="resident">A session that would be good to find warm, as model/backend.</param>
    /// <param name="test">The test.</param>
    /// <param name="fresh">Whether it must be one on which nothing has run yet; the one that ran the test before is closed.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="BrowserLaunchException">None could be launched.</exception>
    public Task<BrowserInstance> AcquireAsync(string browser, string? resident, string test, bool fresh, CancellationToken cancellation)
    {
        var waiter = new InstanceWaiter(browser, resident, test, fresh, time.GetUtcNow());
        lock (_gate)
        {
            if (_closed)
            {
                throw new BrowserLaunchException($"worker {Capacity.WorkerId} was closed");
            }

            _waiting.AddLast(waiter);
        }

        waiter.Watch(() => Leave(waiter), cancellation);
        Pump();
        return waiter.Task;
    }

    /// <summary>Gives an instance back; a retired one is closed.</summary>
    public void Release(BrowserInstance instance)
    {
        lock (_gate)
        {
            instance.Release(time.GetUtcNow());
        }

        if (instance.Retired is { } why)
        {
            Remove(instance);
            _ = instance.CloseAsync(FailureKind.Connection, why);
        }

        Pump();
    }

    /// <summary>Puts an instance out of use: at once when it is idle, else after its run.</summary>
    public void Retire(string id, string why)
    {
        BrowserInstance? instance;
        lock (_gate)
        {
            instance = _instances.Find(id);
            instance?.Retire(why);
            if (instance is null or { Busy: true })
            {
                return;
            }

            _instances.Drop(instance);
        }

        _ = instance.CloseAsync(FailureKind.Connection, why);
        Pump();
    }

    public async Task CloseAsync()
    {
        IReadOnlyList<BrowserInstance> instances;
        lock (_gate)
        {
            _closed = true;
            instances = _instances.All;
            foreach (var waiter in _waiting)
            {
                waiter.Fail(new BrowserLaunchException($"worker {Capacity.WorkerId} was closed"));
            }

            _waiting.Clear();
            _instances.Clear();
        }

        await Task.WhenAll(instances.Select(i => i.CloseAsync(FailureKind.Connection, $"worker {Capacity.WorkerId} was closed")));
    }

    private void Add(BrowserInstance instance)
    {
        _instances.Add(instance);
        instance.Died += OnDied;
        if (instance.Retired is not null)
        {
            _instances.Drop(instance);
        }
    }

    private void OnDied(BrowserInstance instance)
    {
        Remove(instance);
        Pump();
    }

    private void Remove(BrowserInstance instance)
    {
        lock (_gate)
        {
            _instances.Drop(instance);
        }
    }

    private void Leave(InstanceWaiter waiter)
    {
        lock (_gate)
        {
            _waiting.Remove(waiter);
        }
    }
}
