using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Execution;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>What is done with instances that no run has or waits for.</summary>
internal sealed partial class WorkerBrowsers
{
    private const string MemoryIsShort = "memory is short";

    private IEnumerable<BrowserInstance> Unwanted => _instances.Idle.Where(i => !_waiting.Any(w => w.CanUse(i)));

    /// <summary>An idle instance of a type that lacks a session, for one run alone. None is launched or closed for it.</summary>
    /// <param name="browser">The type.</param>
    /// <param name="lacking">The session, as model/backend.</param>
    /// <param name="test">Who gets it.</param>
    /// <returns>The one that has loaded the least; null where there is none.</returns>
    public BrowserInstance? TakeIdle(string browser, string lacking, string test)
    {
        lock (_gate)
        {
            var idle = _closed ? null : Unwanted.Where(i => i.Type.Name == browser && !i.Pages.Resident.Contains(lacking)).MinBy(i => i.Pages.Resident.Count);
            idle?.Take(test);
            return idle;
        }
    }

    /// <summary>Closes the longest idle instance of a type; where none is idle, nothing.</summary>
    public void CloseIdle(string browser, string why)
    {
        BrowserInstance? idle;
        lock (_gate)
        {
            idle = Unwanted.Where(i => i.Type.Name == browser).MinBy(i => i.IdleSince);
            if (idle is null)
            {
                return;
            }

            _instances.Drop(idle);
        }

        _ = idle.CloseAsync(FailureKind.Connection, why);
        Pump();
    }

    /// <summary>Gives memory back, as long as it costs no run.</summary>
    public void Relieve(MemoryRelief relief)
    {
        List<BrowserInstance> closed = [];
        lock (_gate)
        {
            if (relief >= MemoryRelief.Recycle)
            {
                closed = [.. Unwanted];
                closed.ForEach(_instances.Drop);
            }

            foreach (var instance in _instances.All)
            {
                Relieve(instance, relief);
            }
        }

        foreach (var instance in closed)
        {
            _ = instance.CloseAsync(FailureKind.Connection, MemoryIsShort);
        }

        Pump();
    }

    /// <summary>Gives up every idle instance: what they have in common is gone.</summary>
    public void LoseIdle(string why)
    {
        BrowserInstance[] idle;
        lock (_gate)
        {
            idle = [.. _instances.All.Where(i => !i.Busy)];
        }

        foreach (var instance in idle)
        {
            instance.Lost(why);
        }
    }

    private static void Relieve(BrowserInstance instance, MemoryRelief relief)
    {
        if (relief >= MemoryRelief.Recycle && instance.Busy)
        {
            instance.Retire(MemoryIsShort);
        }

        // A node process has no page that could be closed alone.
        if (relief >= MemoryRelief.CloseIdlePages && instance.Type.Engine != BrowserEngineKind.Native)
        {
            instance.Pages.CloseIdle();
        }
        else
        {
            instance.Pages.EvictIdle();
        }
    }
}
