using Microsoft.Extensions.Options;
using OrleansBridge.Execution;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Agents;

/// <summary>Opens logical workers on this silo, each under a new generation.</summary>
internal sealed class WorkerOpening(
    IExecutionEngine engine, RunTable runs, HostedWorkers workers, SiloDrain drain, IGrainFactory grains, ILocalSiloDetails silo, IOptions<AgentOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <param name="request">What is asked for.</param>
    /// <param name="capabilities">What this silo's browsers can do.</param>
    /// <returns>Null, or why not.</returns>
    public async Task<string?> OpenAsync(WorkerRequest request, IReadOnlyList<BrowserCapability> capabilities)
    {
        var types = capabilities.Where(c => request.BrowserTypes is null || request.BrowserTypes.Contains(c.Browser)).ToList();
        if (WhyNot(request, types) is { } why)
        {
            return why;
        }

        await _one.WaitAsync();
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
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private string? WhyNot(WorkerRequest request, IReadOnlyList<BrowserCapability> types) =>
        drain.Begun ? "this silo drains: it opens no worker until it is started again"
        : request.MaxBrowsers < 1 ? $"max_browsers is {request.MaxBrowsers}; expected at least 1"
        : types.All(t => t.Problem is not null) ? "no browser runs on this silo: " + string.Join("; ", types.Select(t => $"{t.Browser}: {t.Problem}"))
        : null;
}
