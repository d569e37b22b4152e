using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>Workers that somebody wants to have or to give up; whose browsers they get, and how they go.</summary>
internal sealed partial class BalancerGrain
{
    public async Task<RegisterReply> RegisterWorkerAsync(WorkerRequest request)
    {
        var now = _steady.Now;
        var silos = _silos.Values.Where(s => now - s.Heard < WorkerLease.Length).ToList();
        var able = silos.Where(s => request.Silo is null || s.Offer.Silo == request.Silo)
            .Where(s => s.Offer.Browsers.Any(b => b.Problem is null && (request.BrowserTypes is null || request.BrowserTypes.Contains(b.Browser))))
            .OrderBy(s => s.Offer.Workers.Sum(w => w.Descriptor.MaxBrowsers)).ThenBy(s => s.Offer.Silo, StringComparer.Ordinal).ToList();
        if (able.Count == 0)
        {
            return WithoutSilo(request, silos);
        }

        // One that drains has the fewest workers and declines: the next may have room.
        string? declined = null;
        foreach (var candidate in able)
        {
            if (await candidate.Agent.OpenWorkerAsync(request) is not { } why)
            {
                return new RegisterReply(request.WorkerId, candidate.Offer.Silo, null);
            }

            declined ??= why;
        }

        return Refused(request, RegisterRefusal.Declined, declined!);
    }

    public async Task<bool> UnregisterWorkerAsync(string workerId)
    {
        if (!_workers.TryGetValue(workerId, out var worker))
        {
            return false;
        }

        worker.Draining = true;
        Show(worker);
        if (!worker.IsAlive(_steady.Now))
        {
            // Nobody is left to drain it.
            Lose(worker, $"worker {workerId} was unregistered and is not heard");
            Forget(worker);
        }

        await grains.GetGrain<IWorkerGrain>(workerId).DrainAsync(true);
        if (worker.Agent is { } agent)
        {
            await agent.DrainWorkerAsync(workerId);
        }

        return true;
    }

    private static RegisterReply WithoutSilo(WorkerRequest request, IReadOnlyList<SiloEntry> silos) =>
        silos.Count == 0
            ? Refused(request, RegisterRefusal.NoSilo, "no silo with browsers has announced itself; start one with `bridge up`")
        : request.Silo is { } named && silos.All(s => s.Offer.Silo != named)
            ? Refused(request, RegisterRefusal.UnknownSilo, $"silo '{named}' is not known; there are: {string.Join(", ", silos.Select(s => s.Offer.Silo))}")
        : Refused(request, RegisterRefusal.NoBrowser, "no silo has " + (request.BrowserTypes is null ? "a browser that runs" : string.Join(" or ", request.BrowserTypes)) + ": "
            + string.Join("; ", silos.SelectMany(s => s.Offer.Browsers).Where(b => b.Problem is not null).Select(b => $"{b.Browser}: {b.Problem}").Distinct()));

    private static RegisterReply Refused(WorkerRequest request, RegisterRefusal reason, string why) => new(request.WorkerId, null, why) { Reason = reason };
}
