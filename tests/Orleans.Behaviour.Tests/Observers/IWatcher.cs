using Orleans.Concurrency;

namespace Orleans.Behaviour.Tests.Observers;

[Alias("behaviour.IWatcher")]
public interface IWatcher : IGrainObserver
{
    [Alias("Tell")]
    Task<string> TellAsync(List<string> news);

    [Alias("Hint"), OneWay]
    Task HintAsync(string hint);
}
