using Microsoft.Extensions.Logging;

namespace OrleansBridge.Grains.Agents;

/// <summary>The end of a silo that is asked for in time: it gives up its workers and opens no more, and then nobody misses it.</summary>
internal sealed partial class SiloDrain(HostedWorkers workers, RunTable runs, IGrainFactory grains, ILogger<SiloDrain> log)
{
    /// <summary>Whether it was asked for. There is no way back but a new start.</summary>
    public bool Begun { get; private set; }

    /// <summary>Asks for it, or asks again for the workers of whom the balancer did not know before, or could not be asked.</summary>
    public async Task<DrainSnapshot> BeginAsync()
    {
        Begun = true;
        foreach (var worker in workers.All.Where(w => !w.Draining))
        {
            try
            {
                await grains.GetGrain<IBalancerGrain>(Pools.Default).UnregisterWorkerAsync(worker.Descriptor.WorkerId);
            }
            catch (Exception e)
            {
                // The others are given up all the same; who drains asks until none is left.
                LogNotGivenUp(e, worker.Descriptor.WorkerId);
            }
        }

        return Now();
    }

    /// <summary>What is left.</summary>
    public DrainSnapshot Now()
    {
        var left = workers.All;
        return new DrainSnapshot(Begun, left.Count, left.Sum(w => runs.Of(w.Descriptor.WorkerId).Count));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worker {Worker} could not be given up yet")]
    private partial void LogNotGivenUp(Exception exception, string worker);
}
