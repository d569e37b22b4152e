using OrleansBridge.Browsers;
using OrleansBridge.Browsers.Memory;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Targets;
using OrleansBridge.Execution;
using OrleansBridge.Onnx.SmallModels;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Profiling;

/// <summary>Runs the project's own models on real browsers, one at a time and each session anew, so that runs can be compared.</summary>
internal sealed class SpeedMeter : IAsyncDisposable
{
    private const string Worker = "meter";
    private const int Warmup = 2;

    private static readonly TimeSpan MemoryEvery = TimeSpan.FromMilliseconds(50);

    private readonly BrowserEngine _engine;
    private readonly ModelSource _source;
    private readonly string _models;
    private int _runs;

    private SpeedMeter(BrowserEngine engine, ModelSource source, string models, IReadOnlyList<BrowserCapability> capabilities) =>
        (_engine, _source, _models, Capabilities) = (engine, source, models, capabilities);

    /// <summary>What the probe found.</summary>
    internal IReadOnlyList<BrowserCapability> Capabilities { get; }

    internal static async Task<SpeedMeter> StartAsync(EngineOptions options, DataFolder data, CancellationToken cancellation)
    {
        await SmallModelSet.EnsureAsync(data.In("models"), "node", Path.Combine(Installation.NodeModules, "onnxruntime-node"), cancellation);
        var source = options.Models(data);
        var engine = new BrowserEngine(await options.BrowserOptionsAsync(data, cancellation) with { SessionCacheBytes = 0, ArtifactFolder = null, ProbeValidity = TimeSpan.Zero }, source);
        try
        {
            var capabilities = await engine.StartAsync(cancellation);
            await engine.OpenWorkerAsync(new WorkerCapacity(Worker, Math.Max(1, capabilities.Count), null), cancellation);
            return new SpeedMeter(engine, source, data.In("models"), capabilities);
        }
        catch
        {
            await engine.DisposeAsync();
            source.Dispose();
            throw;
        }
    }

    /// <summary>Runs the model of a type once: a session is made, warmed up and timed, and its outputs are compared with the expected ones.</summary>
    /// <exception cref="UserErrorException">It did not pass: a speed of wrong numbers is none.</exception>
    internal async Task<SpeedSample> MeasureAsync(string modelType, Target target, int iterations, CancellationToken cancellation)
    {
        var result = await RunAsync(modelType, target, Warmup, iterations, cancellation);
        if (result.Timings is not { CreateMs: { } create, P50Ms: { } median, ThroughputPerS: { } rate, TotalMs: { } total })
        {
            throw new UserErrorException($"{MeasuredModels.Of(modelType)} on {target} was not timed", "See ./bridge doctor; --browser and --backend leave it out.");
        }

        var setup = ((result.Timings.FetchMs ?? 0) + create + (result.Timings.FirstRunMs ?? 0)) / 1000;
        return new SpeedSample(modelType, target, setup, median / 1000, rate, result.Memory.PssMb)
        {
            RestSeconds = Math.Max(0, (total / 1000) - setup - ((Warmup + iterations) / rate)),
        };
    }

    /// <summary>
    /// By how much the browser's memory rises while the model of a type is loaded and runs, MB (10^6 bytes) of proportional set size; null where it cannot
    /// be read. Of a page that is open already: opening one takes memory too.
    /// </summary>
    internal async Task<double?> MemoryAsync(string modelType, Target target, CancellationToken cancellation)
    {
        var before = ReadMb(target.Browser);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var peak = PeakAsync(target.Browser, done.Token);
        try
        {
            await RunAsync(modelType, target, 0, 2, cancellation);
        }
        finally
        {
            await done.CancelAsync();
        }

        return await peak is { } most && before is { } least ? Math.Max(0, most - least) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _source.Dispose();
    }

    private async Task<TestResult> RunAsync(string modelType, Target target, int warmup, int iterations, CancellationToken cancellation)
    {
        var model = MeasuredModels.Of(modelType);
        var requirements = new TestRequirements
        {
            TestId = $"measure/{++_runs}",
            ModelId = model,
            ModelType = modelType,
            ModelSource = Path.Combine(_models, model),
            Backend = new BackendRequirements { Required = target.Backend },
            Strict = true,
            Warmup = warmup,
            Iterations = iterations,
            Timeout = 300,
        };
        var result = (await _engine.RunAsync(new ExecutionRequest(Worker, target.Browser, target.Backend, _runs, 0, requirements), null, cancellation)).Result;
        return result.Outcome == Outcome.Passed
            ? result
            : throw new UserErrorException($"{model} on {target} ended as {result.Outcome}: {result.Reason ?? "no reason was given"}", "See ./bridge doctor; --browser and --backend leave it out.");
    }

    private double? ReadMb(string browser) =>
        _engine.Browsers().FirstOrDefault(b => b.Browser == browser)?.ProcessId is { } root ? ProcessTreeMemory.ReadMb(root) : null;

    private async Task<double?> PeakAsync(string browser, CancellationToken done)
    {
        using var timer = new PeriodicTimer(MemoryEvery);
        double? peak = null;
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                peak = ReadMb(browser) is { } now && !(peak > now) ? now : peak;
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }

        return ReadMb(browser) is { } last && !(peak > last) ? last : peak;
    }
}
