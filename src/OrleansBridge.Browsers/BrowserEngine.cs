using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Browsers.Probing;
using OrleansBridge.Browsers.Reaping;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Execution;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers;

/// <summary>Runs models in real browsers, driven by Playwright.</summary>
/// <param name="options">Which browsers, and how they are kept.</param>
/// <param name="models">Where models come from.</param>
public sealed class BrowserEngine(BrowserEngineOptions options, IModelSource models) : IExecutionEngine
{
    private readonly ConcurrentDictionary<string, WorkerBrowsers> _workers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _software = new(StringComparer.Ordinal);
    private readonly ProbedInstances _probed = new();
    private readonly PlacementCache _placements = new();
    private Provenance _provenance = new();
    private ProbeNotes? _notes;
    private RunnerServer? _server;
    private BrowserLauncher? _launcher;
    private Task? _closing;

    /// <inheritdoc/>
    /// <exception cref="BrowserSetupException">ONNX Runtime Web or Playwright's driver is missing, or the data folder cannot be written.</exception>
    public async Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation)
    {
        Reaper.Reap(options.DataFolder);
        var ort = OrtPackage.Open(options.OrtPackage ?? Path.Combine(options.NodeModules, "onnxruntime-web"));
        _server = await RunnerServer.StartAsync(ort, cancellation);
        _launcher = await BrowserLauncher.StartAsync(options);
        _provenance = new Provenance
        {
            OrtVersion = ort.Version,
            Threads = options.Threads,
            BridgeVersion = typeof(BrowserEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            Os = RuntimeInformation.OSDescription,
        };
        _notes = new ProbeNotes(options, ort.Version, TimeProvider.System);
        var probe = new CapabilityProbe(_launcher, _server, _notes, options);
        var probed = await Task.WhenAll(options.Types.Select(probe.ProbeAsync));
        cancellation.ThrowIfCancellationRequested();
        foreach (var found in probed)
        {
            _software[found.Capability.Browser] = found.Software;
            if (found.Instance is null)
            {
                continue;
            }

            if (found.Instance.Type.Engine == BrowserEngineKind.Native)
            {
                // Quick to start and seldom wanted: it takes no browser's place until it is.
                await found.Instance.CloseAsync(FailureKind.Connection, "it was only probed");
                continue;
            }

            _probed.Add(found.Instance);
        }

        return [.. probed.Select(p => p.Capability)];
    }

    /// <inheritdoc/>
    public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation)
    {
        var browsers = new WorkerBrowsers(worker, LaunchAsync, TimeProvider.System);
        if (_workers.TryAdd(worker.WorkerId, browsers))
        {
            _probed.GiveTo(browsers);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) =>
        _workers.TryRemove(workerId, out var browsers) ? browsers.CloseAsync() : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation)
    {
        var subject = new RunSubject(request, _provenance);
        if (!_workers.TryGetValue(request.Worker, out var browsers))
        {
            return new(subject.Failed(Outcome.Failed, FailureKind.Connection, $"worker {request.Worker} is not open here"), null);
        }

        try
        {
            progress?.Invoke(ExecutionPhase.Waiting);
            var resolved = await models.ResolveAsync(request.Requirements, cancellation);
            var run = PreparedRun.From(resolved, _server!.Blobs);
            subject = new RunSubject(request, _provenance with { ModelSha256 = run.ModelSha256 });
            return await new RunExecution(options, _placements, subject, run).RunAsync(browsers, progress, cancellation);
        }
        catch (ModelException problem)
        {
            return new(subject.Failed(Outcome.Failed, FailureKind.ModelError, problem.Message), null);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<BrowserSnapshot> Browsers() => [.. _workers.Values.SelectMany(w => w.Instances).Select(i => i.Snapshot())];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The agent closes the engine before grains go; the container disposes it once more, and must not end the process before that.
        lock (_workers)
        {
            _closing ??= CloseAsync();
        }

        await _closing;
    }

    /// <summary>What one browser cannot do at its end must not leave the others' folders behind.</summary>
    private async Task CloseAsync()
    {
        try
        {
            await Task.WhenAll(_workers.Keys.Select(id => CloseWorkerAsync(id, CancellationToken.None)));
            await _probed.CloseAsync("the engine stops");
        }
        finally
        {
            await (_launcher?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <inheritdoc/>
    public void Retire(string instance, string why)
    {
        foreach (var browsers in _workers.Values)
        {
            browsers.Retire(instance, why);
        }
    }

    /// <inheritdoc/>
    public void Launch(string worker, string browser, string why) => _workers.GetValueOrDefault(worker)?.Launch(browser);

    /// <inheritdoc/>
    public void CloseIdle(string worker, string browser, string why) => _workers.GetValueOrDefault(worker)?.CloseIdle(browser, why);

    /// <inheritdoc/>
    public void Relieve(MemoryRelief relief)
    {
        _probed.Relieve(relief);
        foreach (var browsers in _workers.Values)
        {
            browsers.Relieve(relief);
        }
    }

    private async Task<BrowserInstance> LaunchAsync(string browser)
    {
        var type = options.Types.FirstOrDefault(t => t.Name == browser)
            ?? throw new BrowserSetupException($"no browser type '{browser}' is configured; there are {string.Join(", ", options.Types.Select(t => t.Name))}");
        try
        {
            var launched = await _launcher!.LaunchAsync(type, _software.GetValueOrDefault(browser, true));
            return new BrowserInstance(type, launched, _server!, options);
        }
        catch (BrowserLaunchException)
        {
            _notes!.Forget(type);
            throw;
        }
    }
}
