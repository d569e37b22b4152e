using System.Globalization;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Execution;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>
/// A worker's browser instances: launched when a run wants one, up to the worker's limit over all types; at the limit the longest idle
/// instance of another type makes room. First come, first served, but an instance that is free serves its own type before it makes
/// room for another, unless that one has waited long.
/// </summary>
internal sealed class WorkerBrowsers(WorkerCapacity capacity, Func<string, Task<BrowserInstance>> launch, TimeProvider time)
{
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<BrowserInstance> _instances = [];
    private readonly LinkedList<InstanceWaiter> _waiting = [];
    private readonly Dictionary<string, int> _launching = [];
    private readonly HashSet<int> _numbers = [];
    private bool _closed;

    public WorkerCapacity Capacity { get; } = capacity;

    public IReadOnlyList<BrowserInstance> Instances
    {
        get
        {
            lock (_gate)
            {
                return [.. _instances];
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
            instance.Busy = false;
            instance.IdleSince = time.GetUtcNow();
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
            instance = _instances.Find(i => i.Id == id);
            instance?.Retire(why);
            if (instance is null or { Busy: true })
            {
                return;
            }

            Drop(instance);
        }

        _ = instance.CloseAsync(FailureKind.Connection, why);
        Pump();
    }

    /// <summary>Gives up every idle instance: what they have in common is gone.</summary>
    public void LoseIdle(string why)
    {
        BrowserInstance[] idle;
        lock (_gate)
        {
            idle = [.. _instances.Where(i => !i.Busy)];
        }

        foreach (var instance in idle)
        {
            instance.Lost(why);
        }
    }

    public async Task CloseAsync()
    {
        BrowserInstance[] instances;
        lock (_gate)
        {
            _closed = true;
            instances = [.. _instances];
            foreach (var waiter in _waiting)
            {
                waiter.Fail(new BrowserLaunchException($"worker {Capacity.WorkerId} was closed"));
            }

            _waiting.Clear();
            _instances.Clear();
        }

        await Task.WhenAll(instances.Select(i => i.CloseAsync(FailureKind.Connection, $"worker {Capacity.WorkerId} was closed")));
    }

    private void Pump()
    {
        List<BrowserInstance> evicted = [];
        List<string> launches = [];
        lock (_gate)
        {
            for (var node = _waiting.First; node is not null;)
            {
                var next = node.Next;
                if (Serve(node.Value, evicted, launches))
                {
                    _waiting.Remove(node);
                }

                node = next;
            }
        }

        foreach (var instance in evicted)
        {
            _ = instance.CloseAsync(FailureKind.Connection, "made room for another browser");
        }

        foreach (string browser in launches)
        {
            _ = LaunchAsync(browser);
        }
    }

    private bool Serve(InstanceWaiter waiter, List<BrowserInstance> evicted, List<string> launches)
    {
        if (waiter.Fresh && _instances.Find(i => !i.Busy && i.Type.Name == waiter.Browser && i.LastTest == waiter.Test) is { } ranIt)
        {
            Evict(ranIt, "its test is tried again on a fresh one", evicted);
        }

        var idle = _instances.Where(i => !i.Busy && i.Retired is null).ToList();
        if (idle.Where(i => waiter.CanUse(i) && !IsKept(i, waiter)).MaxBy(i => i.Resident.Contains(waiter.Resident)) is { } free)
        {
            free.Busy = waiter.Give(free);
            free.LastTest = free.Busy ? waiter.Test : free.LastTest;
            return true;
        }

        int coming = _launching.GetValueOrDefault(waiter.Browser);
        if (coming >= _waiting.Count(w => w.Browser == waiter.Browser))
        {
            return false;
        }

        if (_instances.Count + _launching.Values.Sum() >= Capacity.MaxBrowsers)
        {
            bool Wanted(BrowserInstance i) => _waiting.Any(w => w.CanUse(i)) && time.GetUtcNow() - waiter.Since < LongWait;
            if (idle.Where(i => !Wanted(i)).MinBy(i => (i.Type.Name != waiter.Browser, i.IdleSince)) is not { } victim)
            {
                return false;
            }

            Evict(victim, "made room for another browser", evicted);
        }

        _launching[waiter.Browser] = coming + 1;
        launches.Add(waiter.Browser);
        return false;
    }

    /// <summary>Whether an unused instance is kept for those who need one.</summary>
    private bool IsKept(BrowserInstance instance, InstanceWaiter waiter) =>
        !waiter.Fresh && instance.LastTest is null
        && _waiting.Count(w => w.Fresh && w.Browser == waiter.Browser) >= _instances.Count(i => !i.Busy && i.Type.Name == waiter.Browser && i.LastTest is null);

    private void Evict(BrowserInstance victim, string why, List<BrowserInstance> evicted)
    {
        victim.Retire(why);
        Drop(victim);
        evicted.Add(victim);
    }

    private async Task LaunchAsync(string browser)
    {
        BrowserInstance? launched = null;
        Exception? problem = null;
        try
        {
            launched = await launch(browser);
        }
        catch (Exception failed) when (failed is BrowserLaunchException or BrowserSetupException)
        {
            problem = failed;
        }
        catch (Exception unforeseen)
        {
            // Whatever it is: runs wait for this launch, and its place must not stay taken.
            problem = new BrowserLaunchException($"{browser} did not start: {unforeseen.Message}");
        }

        bool unwanted;
        lock (_gate)
        {
            _launching[browser]--;
            unwanted = _closed;
            if (launched is not null && !_closed)
            {
                Add(launched);
            }

            if (problem is not null && _waiting.FirstOrDefault(w => w.Browser == browser) is { } waiter)
            {
                _waiting.Remove(waiter);
                waiter.Fail(problem);
            }
        }

        if (unwanted && launched is not null)
        {
            await launched.CloseAsync(FailureKind.Connection, "the worker was closed");
        }

        Pump();
    }

    private void Add(BrowserInstance instance)
    {
        int number = Enumerable.Range(0, int.MaxValue).First(n => !_numbers.Contains(n));
        _numbers.Add(number);
        instance.Number = number;
        instance.Worker = Capacity.WorkerId;
        instance.Id = string.Create(CultureInfo.InvariantCulture, $"{Capacity.WorkerId}/{instance.Type.Name}/{number}");
        instance.Died += OnDied;
        _instances.Add(instance);
        if (instance.Retired is not null)
        {
            Drop(instance);
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
            Drop(instance);
        }
    }

    private void Drop(BrowserInstance instance)
    {
        if (_instances.Remove(instance))
        {
            _numbers.Remove(instance.Number);
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
