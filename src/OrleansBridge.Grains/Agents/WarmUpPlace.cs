namespace OrleansBridge.Grains.Agents;

/// <summary>A worker's place for a warm-up: one at a time.</summary>
internal sealed class WarmUpPlace
{
    private readonly Lock _gate = new();
    private Action? _cancel;
    private Task _now = Task.CompletedTask;
    private bool _closed;

    /// <summary>Whether one is under way.</summary>
    public bool IsTaken
    {
        get
        {
            lock (_gate)
            {
                return !_now.IsCompleted;
            }
        }
    }

    /// <returns>False when one is under way, or none is wanted any more.</returns>
    public bool TryBegin(Func<CancellationToken, Task> warmUp)
    {
        lock (_gate)
        {
            if (_closed || !_now.IsCompleted)
            {
                return false;
            }

            var stop = new CancellationTokenSource();
            _cancel = stop.Cancel;
            _now = Task.Run(() => warmUp(stop.Token));
            return true;
        }
    }

    /// <summary>Ends the one that is under way, and waits until it has.</summary>
    public async Task StopAsync()
    {
        Task now;
        Action? cancel;
        lock (_gate)
        {
            (now, cancel) = (_now, _cancel);
        }

        cancel?.Invoke();
        await now.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends the one that is under way, and lets none begin any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        _ = StopAsync();
    }
}
