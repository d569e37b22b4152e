using Microsoft.Playwright;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>How pages end.</summary>
internal sealed partial class InstancePages
{
    /// <summary>Throws away a page whose run failed but which answers; the next run does not wait for its end.</summary>
    public void Discard(RunnerTab tab)
    {
        Forget(tab);
        _ = CloseAsync(tab, options.PageTimeout, () => instance.Retire("a page would not close"));
    }

    /// <summary>
    /// Ends a page in the middle of its run. When it does not close, or one beside it does not answer, its browser is killed: a new page
    /// might be put into the same process.
    /// </summary>
    public Task KillAsync(RunnerTab tab)
    {
        Forget(tab);
        return instance.IsClosed ? Task.CompletedTask : Task.WhenAll(EndAsync(tab), AskOthersAsync());
    }

    /// <summary>
    /// Ends a page that did not answer, and those that wait beside it: what stopped one may have stopped them. When it does not
    /// close, its browser is killed.
    /// </summary>
    public Task KillSilentAsync(RunnerTab tab)
    {
        Forget(tab);
        DiscardIdle();
        return instance.IsClosed ? Task.CompletedTask : EndAsync(tab);
    }

    private Task EndAsync(RunnerTab tab) => CloseAsync(tab, options.CloseTimeout, () => instance.Lost("a page would not close"));

    private async Task AskOthersAsync()
    {
        RunnerTab[] others;
        lock (_gate)
        {
            others = [.. _tabs];
        }

        await Task.WhenAll(others.Select(AskAsync));
    }

    private async Task AskAsync(RunnerTab tab)
    {
        if (!await tab.AnswersAsync(options.CloseTimeout))
        {
            instance.Lost("a page did not answer");
        }
    }

    private void DiscardIdle()
    {
        RunnerTab[] idle;
        lock (_gate)
        {
            if (IsChoosing)
            {
                return;
            }

            idle = [.. _tabs.Where(t => !IsInUse(t))];
            foreach (var opening in _spares.Values.SelectMany(s => s).Where(s => !s.IsCompleted))
            {
                _ = opening.ContinueWith(opened => Discard(opened.Result), TaskContinuationOptions.OnlyOnRanToCompletion);
            }

            _spares.Clear();
        }

        foreach (var tab in idle)
        {
            Discard(tab);
        }
    }

    private void Forget(RunnerTab tab)
    {
        lock (_gate)
        {
            _tabs.Remove(tab);
            if (_current.GetValueOrDefault(tab.Backend) == tab)
            {
                _current.Remove(tab.Backend);
                _resident = [.. _resident.Where(r => !IsOf(tab, r))];
            }
        }
    }

    private static async Task CloseAsync(RunnerTab tab, TimeSpan patience, Action stuck)
    {
        try
        {
            await tab.CloseAsync().WaitAsync(patience);
        }
        catch (Exception problem) when (problem is TimeoutException or PlaywrightException)
        {
            stuck();
        }
    }
}
