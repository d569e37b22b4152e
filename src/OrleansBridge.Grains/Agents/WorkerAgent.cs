using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Balancing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Agents;

/// <summary>
/// A silo's agent: starts the engine, opens workers under new generations, tells the balancer every 2 s what it holds,
/// and takes assignments through its observer.
/// </summary>
internal sealed partial class WorkerAgent(
    IExecutionEngine engine,
    RunTable runs,
    HostedWorkers workers,
    SiloDrain drain,
    AgentReadiness readiness,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    IOptions<AgentOptions> options,
    TimeProvider time,
    ILogger<WorkerAgent> log) : BackgroundService, IWorkerAgent
{
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _soon = new(0);
    private readonly SemaphoreSlim _opening = new(1);
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
                await OfferAsync(me, stoppingToken);
                await _soon.WaitAsync(WorkerLease.Heartbeat, stoppingToken);
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
            foreach (var run in runs.CancelAll(null, "the silo stops"))
            {
                await QuietlyAsync(() => grains.GetGrain<ITestGrain>(run.TestId).RequeueAsync(run, "its silo stopped"), CancellationToken.None);
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

    public async Task<string?> OpenWorkerAsync(WorkerRequest request)
    {
        if (drain.Begun)
        {
            return "this silo drains: it opens no worker until it is started again";
        }

        var types = _capabilities.Where(c => request.BrowserTypes is null || request.BrowserTypes.Contains(c.Browser)).ToList();
        if (request.MaxBrowsers < 1)
        {
            return $"max_browsers is {request.MaxBrowsers}; expected at least 1";
        }

        if (types.All(t => t.Problem is not null))
        {
            return "no browser runs on this silo: " + string.Join("; ", types.Select(t => $"{t.Browser}: {t.Problem}"));
        }

        await _opening.WaitAsync();
        try
        {
            var descriptor = new WorkerDescriptor
            {
                WorkerId = request.WorkerId,
                Silo = silo.Name,
                MaxBrowsers = request.MaxBrowsers,
                SlotsPerBrowser = options.Value.SlotsPerBrowser,
                Browsers = types,
                BrowserPreferences = request.BrowserPreferences,
                MemoryGb = MachineMemory.TotalGb(),
            };
            await engine.OpenWorkerAsync(new WorkerCapacity(request.WorkerId, request.MaxBrowsers, request.BrowserTypes), CancellationToken.None);
            var generation = await grains.GetGrain<IWorkerGrain>(request.WorkerId).RegisterAsync(descriptor);
            runs.CancelAll(request.WorkerId, "the worker registered anew");
            workers.Set(new HostedWorker(request, descriptor, generation));
        }
        finally
        {
            _opening.Release();
        }

        _soon.Release();
        return null;
    }

    public async Task DrainWorkerAsync(string workerId)
    {
        if (workers.Find(workerId) is not { Draining: false } worker)
        {
            return;
        }

        worker.Draining = true;
        _soon.Release();
        CloseWhenIdleAsync(worker).Ignore();

        // What runs may finish; what only waits here has a better place elsewhere.
        foreach (var run in runs.CancelWaiting(workerId, "the worker drains"))
        {
            await QuietlyAsync(() => grains.GetGrain<ITestGrain>(run.TestId).RequeueAsync(run, $"worker {workerId} drains"), CancellationToken.None);
        }
    }

    private async Task CloseWhenIdleAsync(HostedWorker worker)
    {
        var id = worker.Descriptor.WorkerId;
        while (runs.Of(id).Count > 0)
        {
            await Task.Delay(DrainPoll, time);
        }

        // It may have been registered again meanwhile.
        if (workers.Find(id) == worker)
        {
            workers.Remove(id);
            _soon.Release();
            await engine.CloseWorkerAsync(id, CancellationToken.None);
        }
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
        await QuietlyAsync(async () => reply = await Balancer.OfferAsync(offer, me), cancellation);
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
        while (!await QuietlyAsync(async () => refused = await OpenWorkerAsync(request), cancellation))
        {
            await Task.Delay(WorkerLease.Heartbeat, time, cancellation);
        }

        if (refused is not null)
        {
            LogRefused(request.WorkerId, refused);
        }
    }

    /// <summary>A call that Orleans cancelled, as when a silo goes, is a failed one; only the caller's own end is none.</summary>
    private async Task<bool> QuietlyAsync(Func<Task> call, CancellationToken cancellation)
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogUnreachable(e);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Browsers} browser types were started and probed in {Seconds:0.0} s")]
    private partial void LogStarted(int browsers, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The agent could not start its engine")]
    private partial void LogStartFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The agent's call failed; it is repeated")]
    private partial void LogUnreachable(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worker {WorkerId} was fenced: generation {Generation} is no longer current; it registers anew")]
    private partial void LogFenced(string workerId, long generation);

    [LoggerMessage(Level = LogLevel.Error, Message = "Worker {WorkerId} was not opened: {Why}")]
    private partial void LogRefused(string workerId, string why);
}
