namespace OrleansBridge.Grains.Agents;

/// <summary>The end of a silo that is asked for in time: it gives up its workers and opens no more, and then nobody misses it.</summary>
internal sealed class SiloDrain(HostedWorkers workers, RunTable runs, IGrainFactory grains)
{
    /// <summary>Whether it was asked for. There is no way back but a new start.</summary>
    public bool Begun { get; private set; }

    /// <summary>Asks for it, or asks again for the workers of whom the balancer did not know before.</summary>
    public async Task<DrainSnapshot> BeginAsync()
    {
        Begun = true;
        foreach (var worker in workers.All.Where(w => !w.Draining))
        {
            await grains.GetGrain<IBalancerGrain>(Pools.Default).UnregisterWorkerAsync(worker.Descriptor.WorkerId);
        }

        return Now();
    }

    /// <summary>What is left.</summary>
    public DrainSnapshot Now()
    {
        var left = workers.All;
        return new DrainSnapshot(Begun, left.Count, left.Sum(w => runs.Of(w.Descriptor.WorkerId).Count));
    }
}
