using System.Diagnostics;
using OrleansBridge.Browsers.Execution;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>What pages give back when the machine's memory is short.</summary>
internal sealed partial class InstancePages
{
    /// <summary>How long after pages were closed for it no spare ones are opened: longer than from one look at the memory to the next.</summary>
    private static readonly TimeSpan Spareless = TimeSpan.FromSeconds(10);

    private readonly HashSet<RunnerTab> _evicting = [];
    private long? _closedIdle;

    private bool IsShort => _closedIdle is { } since && Stopwatch.GetElapsedTime(since) < Spareless;

    /// <summary>Whether a run is about to take a page, any page.</summary>
    private bool IsChoosing => instance.Busy && _inUse is null;

    /// <summary>Has pages on which nothing runs release half of the models they have loaded, the longest unused first.</summary>
    public void EvictIdle()
    {
        RunnerTab[] idle;
        lock (_gate)
        {
            idle = IsChoosing ? [] : [.. _current.Values.Where(t => !IsInUse(t) && _resident.Any(r => IsOf(t, r)) && _evicting.Add(t))];
        }

        foreach (var tab in idle)
        {
            _ = EvictAsync(tab);
        }
    }

    /// <summary>Closes the pages on which nothing runs, and opens none to spare for a while.</summary>
    public void CloseIdle()
    {
        lock (_gate)
        {
            _closedIdle = Stopwatch.GetTimestamp();
        }

        DiscardIdle();
    }

    private bool IsInUse(RunnerTab tab) => instance.Busy && tab == _inUse;

    private async Task EvictAsync(RunnerTab tab)
    {
        try
        {
            Remember(tab, await tab.EvictAsync());
        }
        catch (RunFailure)
        {
            // The page is gone: the next run on it finds out.
        }
        finally
        {
            lock (_gate)
            {
                _evicting.Remove(tab);
            }
        }
    }
}
