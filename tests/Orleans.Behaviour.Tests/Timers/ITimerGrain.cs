using Orleans.Concurrency;

namespace Orleans.Behaviour.Tests.Timers;

[Alias("behaviour.ITimerGrain")]
public interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Starts a timer that writes and opens <c>name</c> and its number at each tick.</summary>
    [Alias("Start")]
    Task StartAsync(string name, TimeSpan period, bool interleave, bool keepAlive);

    /// <summary>Holds the activation until a tick was seen or not: says which.</summary>
    [Alias("Hold")]
    Task<bool> SawTickWhileHeldAsync(string tick, TimeSpan period);

    [Alias("Stop")]
    Task StopAsync();

    /// <summary>Starts a timer whose ticks throw.</summary>
    [Alias("StartFailing")]
    Task StartFailingAsync(string name);

    /// <summary>Starts a timer whose ticks wait for a gate, and says whether two ever ran at once.</summary>
    [Alias("StartSlow")]
    Task StartSlowAsync(string name);

    [Alias("End")]
    Task EndAsync();

    [Alias("Overlapped"), AlwaysInterleave]
    Task<bool> OverlappedAsync();
}
