using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Dispatching;
using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Index;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>Reentrant: its view changes only between awaits, and everything in it can be rebuilt from ledgers and heartbeats.</summary>
[GrainType("bridge.balancer"), Reentrant]
internal sealed partial class BalancerGrain(
    IGrainFactory grains, ITestIndex index, ITestUpkeep upkeep, IPassedRuns passed, IForecasts forecasts, IOptions<DispatcherOptions> options, TimeProvider time, ILogger<BalancerGrain> log) : Grain, IBalancerGrain
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaseCheckEvery = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<string, WorkerEntry> _workers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SiloEntry> _silos = new(StringComparer.Ordinal);
    private readonly WaitingTests _waiting = new();
    /// <summary>Tests whose assignment is being committed, with the epoch it was decided for.</summary>
    private readonly Dictionary<string, long> _assigning = [];
    private readonly BreakerBoard _breakers = new(new BreakerOptions());
    private readonly Dispatcher _dispatcher = new(options.Value);
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
        this.RegisterGrainTimer(RememberAsync, new GrainTimerCreationOptions(TimeSpan.Zero, SweepEvery) { Interleave = true });
        this.RegisterGrainTimer(LookAheadAsync, new GrainTimerCreationOptions(LookEvery, LookEvery) { Interleave = true });
        this.RegisterGrainTimer(StealAsync, new GrainTimerCreationOptions(StealEvery, StealEvery) { Interleave = true });
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
            Drop(worker, run);
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
        return Task.FromResult(FarmCheck.Check(requirements, Farm));
    }

    public Task<OfferReply> OfferAsync(SiloOffer offer, IWorkerAgent agent)
    {
        var now = _steady.Now;
        _silos[offer.Silo] = new SiloEntry(offer, agent, now);
        var replies = offer.Workers.ToDictionary(w => w.Descriptor.WorkerId, w => Hear(w, agent, now));
        foreach (var drained in _workers.Values.Where(w => w.Draining && w.Descriptor.Silo == offer.Silo && w.Runs.Count == 0 && !replies.ContainsKey(w.Descriptor.WorkerId)).ToList())
        {
            Forget(drained);
        }

        Pump();
        return Task.FromResult(new OfferReply(replies));
    }

    public Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync()
    {
        var now = _steady.Now;
        return Task.FromResult<IReadOnlyList<WorkerSnapshot>>([.. _workers.Values.Select(w => Thresholded(w.ToSnapshot(now)))]);
    }

    public Task<FarmPressure> GetPressureAsync()
    {
        var now = _steady.Now;
        var startable = PressureGauge.Startable(_waiting.InOrder().Select(w => w.Test.Test), HeldKeys(), Farm);
        return Task.FromResult(PressureGauge.Read(startable, [.. _workers.Values.Select(w => w.ToSnapshot(now))]));
    }

    public Task<IReadOnlyList<BrowserSnapshot>> GetBrowsersAsync()
    {
        var now = _steady.Now;
        return Task.FromResult<IReadOnlyList<BrowserSnapshot>>([.. _workers.Values.Where(w => w.IsAlive(now)).SelectMany(w => w.Browsers)]);
    }

    private WorkerSnapshot Thresholded(WorkerSnapshot worker)
    {
        var thresholds = _dispatcher.Thresholds.Of(worker.Descriptor.WorkerId);
        return worker with { OverloadedAbove = thresholds.High, UnderutilizedBelow = thresholds.Low };
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

        foreach (var run in heartbeat.Runs.Except(heartbeat.Waiting))
        {
            _dispatcher.Started(run, now);
        }

        Show(worker);
        Reconcile(worker, heartbeat.Runs, now);
        return new HeartbeatReply(false, []);
    }
}
