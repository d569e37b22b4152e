using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Scaling;

/// <summary>What a scaler changed lately: launches that are not seen yet, types that cool down, models being loaded.</summary>
internal sealed class RecentChanges(ScalingOptions options)
{
    private readonly Dictionary<(string Worker, string BrowserType), DateTimeOffset> _changed = [];
    private readonly Dictionary<(string Worker, string BrowserType), (int Seen, int Launches, DateTimeOffset At)> _launching = [];
    private readonly Dictionary<(string Worker, string BrowserType, string Model), DateTimeOffset> _warmed = [];

    public int Count => _changed.Count + _launching.Count + _warmed.Count;

    /// <summary>Drops what is over.</summary>
    public void Forget(DateTimeOffset now)
    {
        Drop(_changed, at => now - at >= options.CoolDown);
        Drop(_launching, launch => now - launch.At >= options.LaunchTakes);
        Drop(_warmed, at => now - at >= options.CoolDown);
    }

    /// <summary>Launches of a type on a worker that no instance has come of yet.</summary>
    public int Launching(WorkerView worker, string browserType) =>
        _launching.Count > 0 && _launching.TryGetValue((worker.Descriptor.WorkerId, browserType), out var launch)
            ? Math.Max(0, launch.Seen + launch.Launches - Seen(worker, browserType))
            : 0;

    public bool HasCooled(string worker, string browserType, DateTimeOffset now) =>
        _changed.Count == 0 || !_changed.TryGetValue((worker, browserType), out var at) || now - at >= options.CoolDown;

    public bool IsWarmed(string worker, string browserType, string model) => _warmed.Count > 0 && _warmed.ContainsKey((worker, browserType, model));

    /// <summary>Workers on which a model was loaded lately.</summary>
    public IEnumerable<string> Warmed(string browserType, string model) =>
        _warmed.Keys.Where(w => w.BrowserType == browserType && w.Model == model).Select(w => w.Worker);

    public void Launch(WorkerView worker, string browserType, DateTimeOffset now)
    {
        var key = (worker.Descriptor.WorkerId, browserType);
        _launching[key] = (Seen(worker, browserType), Launching(worker, browserType) + 1, now);
        _changed[key] = now;
    }

    public void Close(string worker, string browserType, DateTimeOffset now) => _changed[(worker, browserType)] = now;

    public void Warm(string worker, string browserType, string model, DateTimeOffset now) => _warmed[(worker, browserType, model)] = now;

    private static int Seen(WorkerView worker, string browserType) => worker.Browsers.Count(b => b.Browser == browserType);

    private static void Drop<TKey, TValue>(Dictionary<TKey, TValue> from, Func<TValue, bool> over)
        where TKey : notnull
    {
        foreach (var key in from.Where(e => over(e.Value)).Select(e => e.Key).ToList())
        {
            from.Remove(key);
        }
    }
}
