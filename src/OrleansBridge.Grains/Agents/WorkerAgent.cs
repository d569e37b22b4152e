using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Balancing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Agents;

/// <summary>
/// A silo's agent: starts the engine, opens its workers, tells the balancer every 2 s what it holds, and takes assignments
/// through its observer.
/// </summary>
internal sealed partial class WorkerAgent(
    IExecutionEngine engine,
    RunTable runs,
    HostedWorkers workers,
    WorkerOpening opening,
    WorkerClosing closing,
    BrowserScaling scaling,
    MemoryPressure memory,
    AgentCalls calls,
    AgentReadiness readiness,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    IOptions<AgentOptions> options,
    TimeProvider time,
    ILogger<WorkerAgent> log) : BackgroundService, IWorkerAgent
{
    private IReadOnlyList<BrowserCapability> _capabilities = [];

    private IBalancerGrain Balancer => grains.GetGrain<IBalancerGrain>(Pools.Default);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            long begun = time.GetTimestamp();
            _capabilities = await engine.StartAsync(stoppingToken);
            LogStarted(_capabilities.Count(c => c.Problem is null), time.GetElapsedTime(begun).TotalSeconds);
            foreach (var request in options.Value.Workers)
            {
                await OpenUntilOpenAsync(request, stoppingToken);
            }

            var me = grains.CreateObjectReference<IWorkerAgent>(this);
            readiness.Announce(_capabilities);
            while (!stoppingToken.IsCancellationRequested)
            {
                memory.Look();
                await OfferAsync(me, stoppingToken);
                await workers.ChangedAsync(WorkerLease.Heartbeat, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
        catch (Exception e)
        {
            LogStartFailed(e);
            readiness.Fail(e);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var worker in workers.All)
            {
                worker.WarmUp.Close();
            }

            foreach (var run in runs.CancelAll(null, "the silo stops"))
            {
                await calls.TryAsync(() => grains.GetGrain<ITestGrain>(run.TestId).RequeueAsync(run, "its silo stopped"), CancellationToken.None);
            }

            await base.StopAsync(cancellationToken);
        }
        finally
        {
            await engine.DisposeAsync();
        }
    }

    public async Task StartAsync(Assignment assignment)
    {
        if (!await grains.GetGrain<IModelExecutorGrain>(0).AdmitAsync(assignment))
        {
            await grains.GetGrain<ITestGrain>(assignment.Key.TestId).RequeueAsync(assignment.Key, $"worker {assignment.Worker} is not here under generation {assignment.Generation}");
        }
    }

    public Task CancelAsync(string workerId, RunKey run, string why) => grains.GetGrain<IModelExecutorGrain>(0).CancelAsync(run, why);

    public Task<bool> YieldAsync(string workerId, RunKey run) => Task.FromResult(runs.Yield(workerId, run));

    public Task<string?> OpenWorkerAsync(WorkerRequest request) => opening.OpenAsync(request, _capabilities);

    public Task DrainWorkerAsync(string workerId) => closing.DrainAsync(workerId);

    public Task ScaleAsync(ScaleCommand command)
    {
        scaling.Follow(command);
        return Task.CompletedTask;
    }

    private async Task OfferAsync(IWorkerAgent me, CancellationToken cancellation)
    {
        var browsers = engine.Browsers();
        var free = MachineMemory.FreeGb();
        var offer = new SiloOffer
        {
            Silo = silo.Name,
            Browsers = _capabilities,
            Workers = [.. workers.All.Select(w => new WorkerHeartbeat
            {
                Descriptor = w.Descriptor,
                Generation = w.Generation,
                Runs = runs.Of(w.Descriptor.WorkerId),
                Waiting = runs.WaitingOf(w.Descriptor.WorkerId),
                Browsers = [.. browsers.Where(b => b.Worker == w.Descriptor.WorkerId)],
                FreeMemoryGb = free,
                Draining = w.Draining,
            })],
        };
        OfferReply? reply = null;
        await calls.TryAsync(async () => reply = await Balancer.OfferAsync(offer, me), cancellation);
        foreach (var (id, answer) in reply?.Workers ?? new Dictionary<string, HeartbeatReply>())
        {
            if (answer.Fenced && workers.Find(id) is { } fenced)
            {
                LogFenced(id, fenced.Generation);
                await OpenUntilOpenAsync(fenced.Request, cancellation);
            }
        }
    }

    private async Task OpenUntilOpenAsync(WorkerRequest request, CancellationToken cancellation)
    {
        string? refused = null;
        while (!await calls.TryAsync(async () => refused = await OpenWorkerAsync(request), cancellation))
        {
            await Task.Delay(WorkerLease.Heartbeat, time, cancellation);
        }

        if (refused is not null)
        {
            LogRefused(request.WorkerId, refused);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Browsers} browser types were started and probed in {Seconds:0.0} s")]
    private partial void LogStarted(int browsers, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The agent could not start its engine")]
    private partial void LogStartFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worker {WorkerId} was fenced: generation {Generation} is no longer current; it registers anew")]
    private partial void LogFenced(string workerId, long generation);

    [LoggerMessage(Level = LogLevel.Error, Message = "Worker {WorkerId} was not opened: {Why}")]
    private partial void LogRefused(string workerId, string why);
}
