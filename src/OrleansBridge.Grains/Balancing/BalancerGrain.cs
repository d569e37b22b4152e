using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Index;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>Reentrant: its view changes only between awaits, and everything in it can be rebuilt from ledgers and heartbeats.</summary>
[GrainType("bridge.balancer"), Reentrant]
internal sealed partial class BalancerGrain(
    IGrainFactory grains, ITestIndex index, ITestUpkeep upkeep, TimeProvider time, ILogger<BalancerGrain> log) : Grain, IBalancerGrain
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaseCheckEvery = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<string, WorkerEntry> _workers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SiloEntry> _silos = new(StringComparer.Ordinal);
    private readonly WaitingTests _waiting = new();
    /// <summary>Tests whose assignment is being committed, with the epoch it was decided for.</summary>
    private readonly Dictionary<string, long> _assigning = [];
    private readonly BreakerBoard _breakers = new(new BreakerOptions());
    private readonly SteadyTime _steady = new(time);
    private DateTimeOffset _started;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _started = _steady.Now;
        this.RegisterGrainTimer(SweepAsync, new GrainTimerCreationOptions(TimeSpan.Zero, SweepEvery) { Interleave = true });
        this.RegisterGrainTimer(RemindAsync, new GrainTimerCreationOptions(TimeSpan.Zero, SweepEvery) { Interleave = true });
        CatchUpSoon();
        this.RegisterGrainTimer(KeepUpAsync, new GrainTimerCreationOptions(SweepEvery, SweepEvery) { Interleave = true });
        this.RegisterGrainTimer(ForgetAsync, new GrainTimerCreationOptions(UpkeepEvery, UpkeepEvery) { Interleave = true });
        this.RegisterGrainTimer(CheckLeasesAsync, new GrainTimerCreationOptions(LeaseCheckEvery, LeaseCheckEvery) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task QueuedAsync(QueuedTest test)
    {
        Enqueue(test);
        Pump();
        return Task.CompletedTask;
    }

    public Task FinishedAsync(string workerId, RunKey run, bool terminal)
    {
        if (_workers.TryGetValue(workerId, out var worker))
        {
            worker.Drop(run);
        }

        if (terminal)
        {
            _waiting.Remove(run.TestId);
        }

        Pump();
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RequirementError>> CheckAsync(TestRequirements requirements)
    {
        var now = _steady.Now;
        return Task.FromResult(FarmCheck.Check(requirements, [.. _workers.Values.Select(w => w.ToView(now))]));
    }

    public Task<OfferReply> OfferAsync(SiloOffer offer, IWorkerAgent agent)
    {
        var now = _steady.Now;
        _silos[offer.Silo] = new SiloEntry(offer, agent, now);
        var replies = offer.Workers.ToDictionary(w => w.Descriptor.WorkerId, w => Hear(w, agent, now));
        foreach (var drained in _workers.Values.Where(w => w.Draining && w.Descriptor.Silo == offer.Silo && w.Runs.Count == 0 && !replies.ContainsKey(w.Descriptor.WorkerId)).ToList())
        {
            _workers.Remove(drained.Descriptor.WorkerId);
        }

        Pump();
        return Task.FromResult(new OfferReply(replies));
    }

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
        if (!worker.IsAlive(_steady.Now))
        {
            // Nobody is left to drain it.
            Lose(worker, $"worker {workerId} was unregistered and is not heard");
            _workers.Remove(workerId);
        }

        await grains.GetGrain<IWorkerGrain>(workerId).DrainAsync(true);
        if (worker.Agent is { } agent)
        {
            await agent.DrainWorkerAsync(workerId);
        }

        return true;
    }

    public Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync()
    {
        var now = _steady.Now;
        return Task.FromResult<IReadOnlyList<WorkerSnapshot>>([.. _workers.Values.Select(w => w.ToSnapshot(now))]);
    }

    public Task<FarmPressure> GetPressureAsync()
    {
        var now = _steady.Now;
        var startable = PressureGauge.Startable(_waiting.InOrder().Select(w => w.Test.Requirements), HeldKeys(), [.. _workers.Values.Select(w => w.ToView(now))]);
        return Task.FromResult(PressureGauge.Read(startable, [.. _workers.Values.Select(w => w.ToSnapshot(now))]));
    }

    public Task<IReadOnlyList<BrowserSnapshot>> GetBrowsersAsync()
    {
        var now = _steady.Now;
        return Task.FromResult<IReadOnlyList<BrowserSnapshot>>([.. _workers.Values.Where(w => w.IsAlive(now)).SelectMany(w => w.Browsers)]);
    }

    private HeartbeatReply Hear(WorkerHeartbeat heartbeat, IWorkerAgent agent, DateTimeOffset now)
    {
        var id = heartbeat.Descriptor.WorkerId;
        if (!_workers.TryGetValue(id, out var worker))
        {
            _workers.Add(id, worker = new WorkerEntry(heartbeat.Descriptor));
        }

        if (heartbeat.Generation < worker.Generation)
        {
            return new HeartbeatReply(true, heartbeat.Runs);
        }

        worker.Hear(heartbeat, agent, now);
        if (heartbeat.Generation > worker.Generation)
        {
            worker.Generation = heartbeat.Generation;
            Lose(worker, "its worker registered anew");

            // What an earlier life of the worker held is known to the ledgers alone, when this balancer is as new as it is.
            SweepAsync(CancellationToken.None).Ignore();
        }

        Reconcile(worker, heartbeat.Runs, now);
        return new HeartbeatReply(false, []);
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
