using Orleans.Concurrency;

namespace Orleans.Behaviour.Tests.Observers;

[Alias("behaviour.IWatchedGrain")]
public interface IWatchedGrain : IGrainWithStringKey
{
    [Alias("Watch")]
    Task WatchAsync(IWatcher watcher);

    /// <summary>Tells the watcher and returns its answer and how many news are left here.</summary>
    [Alias("Tell"), AlwaysInterleave]
    Task<string> TellAsync(string news);

    [Alias("Hint")]
    Task HintAsync(string hint);
}
