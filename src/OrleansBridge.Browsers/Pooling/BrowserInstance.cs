using Microsoft.Playwright;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Memory;
using OrleansBridge.Browsers.Probing;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>A running browser with its pages: one in use and some to spare for each backend. Used by one run at a time.</summary>
internal sealed class BrowserInstance
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly RunnerServer _server;
    private readonly BrowserEngineOptions _options;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RunnerTab> _current = [];
    private readonly Dictionary<string, Queue<Task<RunnerTab>>> _spares = [];
    private readonly HashSet<RunnerTab> _tabs = [];
    private readonly TaskCompletionSource<RunFailure> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<string> _resident = [];
    private readonly MemoryReading _memory = new(TimeProvider.System);
    private int _closed;

    public BrowserInstance(BrowserTypeOptions type, LaunchedProcess launched, RunnerServer server, BrowserEngineOptions options)
    {
        (Type, Launched, _server, _options) = (type, launched, server, options);
        launched.OnDisconnected(() => Lost(launched.EndedUnexpectedly));
        _ = LoseAtExitAsync();
    }

    public BrowserTypeOptions Type { get; }

    public LaunchedProcess Launched { get; }

    /// <summary>Position among its worker's instances.</summary>
    public int Number { get; set; }

    public string Id { get; set; } = "";

    public string Worker { get; set; } = "";

    public DateTimeOffset LaunchedAt { get; } = TimeProvider.System.GetUtcNow();

    public DateTimeOffset IdleSince { get; set; } = TimeProvider.System.GetUtcNow();

    public bool Busy { get; set; }

    public long Executed { get; set; }

    /// <summary>The test it was given to last; null when nothing has run on it yet.</summary>
    public string? LastTest { get; set; }

    public double? PssMb => _memory.LastMb;

    /// <summary>Why it must not be used again; null while it may.</summary>
    public string? Retired { get; private set; }

    public IReadOnlyList<string> Resident => _resident;

    /// <summary>Raised once when the browser is found dead, so that its place is given to another.</summary>
    public event Action<BrowserInstance>? Died;

    /// <summary>The page for a backend: the one in use, else a spare, else a new one.</summary>
    public async Task<RunnerTab> TabAsync(string backend)
    {
        Task<RunnerTab>? spare = null;
        lock (_gate)
        {
            if (_current.TryGetValue(backend, out var tab) && !tab.Gone)
            {
                return tab;
            }

            _spares.GetValueOrDefault(backend)?.TryDequeue(out spare);
        }

        if (spare is not null)
        {
            // Whatever used up the page before may be about to use up this one.
            Replenish(backend);
        }

        var taken = spare is null ? await OpenAsync(backend) : await UseSpareAsync(spare, backend);
        lock (_gate)
        {
            _current[backend] = taken;
        }

        return taken;
    }

    /// <summary>Starts as many spare pages for a backend as are wanted and missing.</summary>
    public void Replenish(string backend)
    {
        lock (_gate)
        {
            if (!_spares.TryGetValue(backend, out var spares))
            {
                _spares[backend] = spares = new();
            }

            while (Retired is null && spares.Count < _options.SparePages)
            {
                var opening = OpenAsync(backend);
                _ = opening.ContinueWith(static t => t.Exception, TaskContinuationOptions.OnlyOnFaulted);
                spares.Enqueue(opening);
            }
        }
    }

    /// <summary>Throws away a page whose run failed but which answers; the next run does not wait for its end.</summary>
    public void Discard(RunnerTab tab)
    {
        Forget(tab);
        _ = CloseAsync(tab, _options.PageTimeout, () => Retire("a page would not close"));
    }

    /// <summary>Ends a page that does not answer, and those that wait beside it: what stopped one may have stopped them. When it does not close, its browser is killed.</summary>
    public Task KillAsync(RunnerTab tab)
    {
        Forget(tab);
        DiscardIdle();
        return Volatile.Read(ref _closed) != 0 ? Task.CompletedTask : CloseAsync(tab, _options.CloseTimeout, () => Lost("a page would not close"));
    }

    public void Remember(RunnerTab tab, PageSettled settled) =>
        _resident = [.. _resident.Where(r => !r.EndsWith($"/{tab.Backend}", StringComparison.Ordinal)), .. settled.Resident];

    public void Retire(string why) => Retired ??= why;

    /// <summary>Reads the memory of its processes, unless that was done a moment ago.</summary>
    /// <returns>The reading, or null when none was made.</returns>
    public double? ReadMemory() => Launched.ProcessId is { } root ? _memory.Read(root) : null;

    /// <summary>Kills it at once; runs on it end as crashed.</summary>
    public void Lost(string why)
    {
        Retire(why);
        _ended.TrySetResult(new RunFailure(FailureKind.Crash, why));
        RunnerTab[] tabs;
        lock (_gate)
        {
            tabs = [.. _tabs];
        }

        foreach (var tab in tabs)
        {
            tab.Lose(FailureKind.Crash, why);
        }

        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            Launched.Kill();
            Died?.Invoke(this);
        }
    }

    public async Task CloseAsync(FailureKind kind, string why)
    {
        Retire(why);
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        _ended.TrySetResult(new RunFailure(kind, why));
        lock (_gate)
        {
            foreach (var tab in _tabs)
            {
                tab.Lose(kind, why);
            }
        }

        await Launched.CloseAsync(_options.CloseTimeout);
    }

    /// <summary>Its connection may outlive its main process by seconds, in the hands of its other processes.</summary>
    private async Task LoseAtExitAsync()
    {
        if (await Launched.ExitAsync())
        {
            Lost(Launched.EndedUnexpectedly);
        }
    }

    private void DiscardIdle()
    {
        RunnerTab[] idle;
        lock (_gate)
        {
            idle = [.. _tabs];
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
                _resident = [.. _resident.Where(r => !r.EndsWith($"/{tab.Backend}", StringComparison.Ordinal))];
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

    private async Task<RunnerTab> UseSpareAsync(Task<RunnerTab> spare, string backend)
    {
        try
        {
            var tab = await spare;
            return tab.Gone ? await OpenAsync(backend) : tab;
        }
        catch (RunFailure)
        {
            return await OpenAsync(backend);
        }
    }

    private async Task<RunnerTab> OpenAsync(string backend)
    {
        var control = new RunControl { Backend = backend, WebnnDevice = Launched.Software ? "cpu" : "gpu", Placement = "inline" };
        var opening = Launched.OpenTabAsync(_server, control, ProbeModel.Run(), _options);
        if (await Task.WhenAny(opening, _ended.Task) != opening || (opening.IsFaulted && await Task.WhenAny(_ended.Task, Task.Delay(Moment)) == _ended.Task))
        {
            // Who waits for a page of a browser that ended is not always told so, or only that the page did not load.
            _ = opening.ContinueWith(static t => t.Exception, TaskContinuationOptions.OnlyOnFaulted);
            throw await _ended.Task;
        }

        var tab = await opening;
        lock (_gate)
        {
            _tabs.Add(tab);
        }

        return tab;
    }
}
