namespace Orleans.Behaviour.Tests.Observers;

[GrainType("behaviour.watched")]
public sealed class WatchedGrain : Grain, IWatchedGrain
{
    private IWatcher? _watcher;

    public Task WatchAsync(IWatcher watcher)
    {
        _watcher = watcher;
        return Task.CompletedTask;
    }

    public async Task<string> TellAsync(string news)
    {
        List<string> mine = [news];
        return $"{await _watcher!.TellAsync(mine)}, {mine.Count}";
    }

    public Task HintAsync(string hint) => _watcher!.HintAsync(hint);
}
