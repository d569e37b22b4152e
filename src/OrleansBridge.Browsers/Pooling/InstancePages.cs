using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Probing;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>The pages of one instance: one with loaded models and some to spare for each backend.</summary>
internal sealed partial class InstancePages(BrowserInstance instance, RunnerServer server, BrowserEngineOptions options)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<RunFailure> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, RunnerTab> _current = [];
    private readonly Dictionary<string, Queue<Task<RunnerTab>>> _spares = [];
    private readonly HashSet<RunnerTab> _tabs = [];
    private IReadOnlyList<string> _resident = [];
    private RunnerTab? _inUse;

    /// <summary>Sessions that are warm, as model/backend.</summary>
    public IReadOnlyList<string> Resident => _resident;

    /// <summary>The page for a backend: the one in use, else a spare, else a new one.</summary>
    /// <exception cref="RunFailure">None could be opened.</exception>
    public async Task<RunnerTab> TakeAsync(string backend)
    {
        Task<RunnerTab>? spare = null;
        lock (_gate)
        {
            if (_current.TryGetValue(backend, out var tab) && !tab.Gone)
            {
                return _inUse = tab;
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
            _current[backend] = _inUse = taken;
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

            while (instance.Retired is null && !IsShort && spares.Count < options.SparePages)
            {
                var opening = OpenAsync(backend);
                _ = opening.ContinueWith(static t => t.Exception, TaskContinuationOptions.OnlyOnFaulted);
                spares.Enqueue(opening);
            }
        }
    }

    /// <summary>The run that had a page is over.</summary>
    public void Rest()
    {
        lock (_gate)
        {
            _inUse = null;
        }
    }

    public void Remember(RunnerTab tab, PageSettled settled)
    {
        lock (_gate)
        {
            if (_current.GetValueOrDefault(tab.Backend) == tab)
            {
                _resident = [.. _resident.Where(r => !IsOf(tab, r)), .. settled.Resident];
            }
        }
    }

    /// <summary>The browser ends: whoever waits for a page learns why none will answer.</summary>
    public void Lose(FailureKind kind, string why)
    {
        _ended.TrySetResult(new RunFailure(kind, why));
        RunnerTab[] tabs;
        lock (_gate)
        {
            tabs = [.. _tabs];
        }

        foreach (var tab in tabs)
        {
            tab.Lose(kind, why);
        }
    }

    private static bool IsOf(RunnerTab tab, string resident) => resident.EndsWith($"/{tab.Backend}", StringComparison.Ordinal);

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
        var control = new RunControl { Backend = backend, WebnnDevice = instance.Launched.Software ? "cpu" : "gpu", Placement = "inline" };
        var opening = instance.Launched.OpenTabAsync(server, control, ProbeModel.Run(), options);
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
