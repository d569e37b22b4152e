namespace OrleansBridge.Core.Scaling;

/// <summary>Since when browser types have been little used, by worker.</summary>
internal sealed class CalmTypes(ScalingOptions options)
{
    private readonly Dictionary<(string Worker, string BrowserType), (DateTimeOffset Since, DateTimeOffset Seen)> _since = [];

    /// <summary>Takes how much a worker's types are used now.</summary>
    public void See(ScaledWorker worker, DateTimeOffset now)
    {
        foreach (var type in worker.Types)
        {
            var key = (worker.Id, type.BrowserType);
            if (type.Utilization < options.Down)
            {
                _since[key] = (_since.TryGetValue(key, out var calm) ? calm.Since : now, now);
            }
            else
            {
                _since.Remove(key);
            }
        }
    }

    /// <summary>Drops who is not seen any more.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var key in _since.Where(e => now - e.Value.Seen > options.CalmFor).Select(e => e.Key).ToList())
        {
            _since.Remove(key);
        }
    }

    /// <summary>Whether a type has been little used for long enough.</summary>
    public bool Has(string worker, string browserType, DateTimeOffset now) => _since.TryGetValue((worker, browserType), out var calm) && now - calm.Since >= options.CalmFor;
}
