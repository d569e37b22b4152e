using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Scaling;

/// <summary>What a scaler changed lately: launches and closings that are not seen yet, types that cool down, models being loaded.</summary>
internal sealed class RecentChanges(ScalingOptions options)
{
    private readonly Dictionary<(string Worker, string BrowserType), DateTimeOffset> _changed = [];
    private readonly Dictionary<(string Worker, string BrowserType), (int From, int Change, DateTimeOffset At)> _unseen = [];
    private readonly Dictionary<(string Worker, string BrowserType, string Model), DateTimeOffset> _warmed = [];

    public int Count => _changed.Count + _unseen.Count + _warmed.Count;

    /// <summary>Drops what is over.</summary>
    public void Forget(DateTimeOffset now)
    {
        Drop(_changed, at => now - at >= options.CoolDown);
        Drop(_unseen, change => now - change.At >= options.LaunchTakes);
        Drop(_warmed, at => now - at >= options.CoolDown);
    }

    /// <summary>Instances of a type that come to a worker and are not seen yet; negative: that go and still are. What is seen to be done is forgotten.</summary>
    public int Unseen(WorkerView worker, string browserType)
    {
        if (_unseen.Count == 0 || !_unseen.TryGetValue((worker.Descriptor.WorkerId, browserType), out var unseen))
        {
            return 0;
        }

        var left = unseen.From + unseen.Change - Seen(worker, browserType);
        if (left * unseen.Change > 0 || unseen.Change == 0)
        {
            return left;
        }

        _unseen.Remove((worker.Descriptor.WorkerId, browserType));
        return 0;
    }

    public bool HasCooled(string worker, string browserType, DateTimeOffset now) =>
        _changed.Count == 0 || !_changed.TryGetValue((worker, browserType), out var at) || now - at >= options.CoolDown;

    public bool IsWarmed(string worker, string browserType, string model) => _warmed.Count > 0 && _warmed.ContainsKey((worker, browserType, model));

    /// <summary>Workers on which a model was loaded lately.</summary>
    public IEnumerable<string> Warmed(string browserType, string model) =>
        _warmed.Keys.Where(w => w.BrowserType == browserType && w.Model == model).Select(w => w.Worker);

    public void Launch(WorkerView worker, string browserType, DateTimeOffset now) => Change(worker, browserType, +1, now);

    public void Close(WorkerView worker, string browserType, DateTimeOffset now) => Change(worker, browserType, -1, now);

    public void Warm(string worker, string browserType, string model, DateTimeOffset now) => _warmed[(worker, browserType, model)] = now;

    private void Change(WorkerView worker, string browserType, int by, DateTimeOffset now)
    {
        var key = (worker.Descriptor.WorkerId, browserType);
        _unseen[key] = (Seen(worker, browserType), Unseen(worker, browserType) + by, now);
        _changed[key] = now;
    }

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
