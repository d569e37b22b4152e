using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>Which run gets which instance.</summary>
internal sealed partial class WorkerBrowsers
{
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(5);

    private void Pump()
    {
        List<BrowserInstance> evicted = [];
        List<string> launches = [];
        lock (_gate)
        {
            // An idle one may have been found useless, as by a page that would not close.
            foreach (var useless in _instances.All.Where(i => i is { Busy: false, Retired: not null }))
            {
                Evict(useless, useless.Retired!, evicted);
            }

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
            _ = instance.CloseAsync(FailureKind.Connection, instance.Retired!);
        }

        foreach (string browser in launches)
        {
            _ = LaunchAsync(browser, ahead: false);
        }
    }

    private bool Serve(InstanceWaiter waiter, List<BrowserInstance> evicted, List<string> launches)
    {
        if (waiter.Fresh && _instances.Idle.FirstOrDefault(i => i.Type.Name == waiter.Browser && i.LastTest == waiter.Test) is { } ranIt)
        {
            Evict(ranIt, "its test is tried again on a fresh one", evicted);
        }

        var idle = _instances.Idle;
        if (idle.Where(i => waiter.CanUse(i) && !IsKept(i, waiter)).MaxBy(i => i.Pages.Resident.Contains(waiter.Resident)) is { } free)
        {
            if (waiter.Give(free))
            {
                free.Take(waiter.Test);
            }

            return true;
        }

        if (_launching.GetValueOrDefault(waiter.Browser) >= _waiting.Count(w => w.Browser == waiter.Browser))
        {
            return false;
        }

        if (IsFull)
        {
            bool Wanted(BrowserInstance i) => _waiting.Any(w => w.CanUse(i)) && time.GetUtcNow() - waiter.Since < LongWait;
            if (idle.Where(i => !Wanted(i)).MinBy(i => (i.Type.Name != waiter.Browser, i.IdleSince)) is not { } victim)
            {
                return false;
            }

            Evict(victim, "made room for another browser", evicted);
        }

        Begin(waiter.Browser);
        launches.Add(waiter.Browser);
        return false;
    }

    /// <summary>Whether an unused instance is kept for those who need one.</summary>
    private bool IsKept(BrowserInstance instance, InstanceWaiter waiter) =>
        !waiter.Fresh && instance.LastTest is null
        && _waiting.Count(w => w.Fresh && w.Browser == waiter.Browser) >= _instances.Idle.Count(i => i.Type.Name == waiter.Browser && i.LastTest is null);

    private void Evict(BrowserInstance victim, string why, List<BrowserInstance> evicted)
    {
        victim.Retire(why);
        _instances.Drop(victim);
        evicted.Add(victim);
    }
}
