using Orleans.Concurrency;

namespace Orleans.Behaviour.Tests.Turns;

[Alias("behaviour.ITurnGrain")]
public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Notes its begin and end, and waits at a gate between.</summary>
    [Alias("Slow")]
    Task SlowAsync(string name);

    [Alias("Interleaving"), AlwaysInterleave]
    Task InterleavingAsync(string name);

    [Alias("Read"), ReadOnly]
    Task ReadAsync(string name);

    /// <summary>Adds one to a number across an await, many times.</summary>
    [Alias("Count")]
    Task<int> CountAsync();

    /// <summary>Calls a grain, and so perhaps itself, through others.</summary>
    [Alias("Chain")]
    Task<string> ChainAsync(List<string> others);

    /// <summary>As <see cref="ChainAsync"/>, asking that calls may come back.</summary>
    [Alias("OpenChain")]
    Task<string> OpenChainAsync(List<string> others);

    [Alias("Quick"), ResponseTimeout("00:00:00.3")]
    Task QuickAsync(string gate);

    [Alias("Scheduler")]
    Task<bool> StaysOnItsSchedulerAsync();

    [Alias("OneWay"), OneWay]
    Task OneWayAsync(string gate);
}
