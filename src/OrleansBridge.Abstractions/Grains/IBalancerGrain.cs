using Orleans.Concurrency;
using OrleansBridge.Execution;
using OrleansBridge.Placement;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains;

/// <summary>Places tests on workers. Key: the pool, <c>default</c>. Owns nothing that cannot be rebuilt.</summary>
[Alias("bridge.IBalancerGrain")]
public interface IBalancerGrain : IGrainWithStringKey
{
    /// <summary>A test was committed as queued. May be lost: the sweep finds it.</summary>
    [Alias("Queued"), OneWay]
    Task QueuedAsync(QueuedTest test);

    /// <summary>A test left its worker. May be lost: heartbeats correct the view.</summary>
    [Alias("Finished"), OneWay]
    Task FinishedAsync(string workerId, RunKey run, bool terminal);

    /// <summary>An attempt's result was accepted. May be lost: heartbeats correct the view, and breakers learn from the next one.</summary>
    [Alias("Ended"), OneWay]
    Task EndedAsync(EndedRun ended);

    /// <summary>Why no registered worker could ever run the test; empty when one could, or when none is registered.</summary>
    [Alias("Check")]
    Task<IReadOnlyList<RequirementError>> CheckAsync(TestRequirements requirements);

    /// <summary>A silo's agent and its workers, every 2 s.</summary>
    [Alias("Offer")]
    Task<OfferReply> OfferAsync(SiloOffer offer, IWorkerAgent agent);

    /// <summary>Opens a logical worker on a silo that has browsers.</summary>
    [Alias("RegisterWorker")]
    Task<RegisterReply> RegisterWorkerAsync(WorkerRequest request);

    /// <summary>Drains a worker: running tests finish, assigned ones move.</summary>
    /// <returns>False when there is no such worker.</returns>
    [Alias("UnregisterWorker")]
    Task<bool> UnregisterWorkerAsync(string workerId);

    /// <summary>The workers as last heard.</summary>
    [Alias("GetWorkers")]
    Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync();

    /// <summary>The living browser instances as last heard.</summary>
    [Alias("GetBrowsers")]
    Task<IReadOnlyList<BrowserSnapshot>> GetBrowsersAsync();

    /// <summary>The breakers that are not closed.</summary>
    [Alias("GetBreakers")]
    Task<IReadOnlyList<BreakerSnapshot>> GetBreakersAsync();

    /// <summary>What is asked of the pool against what it can hold, as last heard.</summary>
    [Alias("GetPressure")]
    Task<FarmPressure> GetPressureAsync();

    /// <summary>The load expected in a minute, by browser type; empty while nothing has come.</summary>
    [Alias("GetForecast")]
    Task<IReadOnlyList<LoadReport>> GetForecastAsync();
}
