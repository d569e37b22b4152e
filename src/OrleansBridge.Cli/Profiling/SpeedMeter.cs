using OrleansBridge.Browsers;
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

    /// <summary>One model of each type.</summary>
    private static readonly Dictionary<string, string> Subjects = new()
    {
        [ModelTypes.Vision] = "vit-tiny",
        [ModelTypes.Audio] = "whisper-tiny-encoder",
        [ModelTypes.TextEmbedding] = "bert-mini",
        [ModelTypes.LargeLanguageModel] = "llama-mini",
    };

    private readonly BrowserEngine _engine;
    private readonly ModelSource _source;
    private readonly string _models;
    private int _runs;

    private SpeedMeter(BrowserEngine engine, ModelSource source, string models, IReadOnlyList<BrowserCapability> capabilities) =>
        (_engine, _source, _models, Capabilities) = (engine, source, models, capabilities);

    /// <summary>The model types it can measure.</summary>
    internal static IReadOnlyCollection<string> ModelTypesMeasured => Subjects.Keys;

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
        var requirements = new TestRequirements
        {
            TestId = $"measure/{++_runs}",
            ModelId = Subjects[modelType],
            ModelType = modelType,
            ModelSource = Path.Combine(_models, Subjects[modelType]),
            Backend = new BackendRequirements { Required = target.Backend },
            Strict = true,
            Warmup = 2,
            Iterations = iterations,
            Timeout = 300,
        };
        var result = (await _engine.RunAsync(new ExecutionRequest(Worker, target.Browser, target.Backend, _runs, 0, requirements), null, cancellation)).Result;
        if (result.Outcome != Outcome.Passed || result.Timings is not { CreateMs: { } create, P50Ms: { } median, ThroughputPerS: { } rate })
        {
            throw new UserErrorException($"{Subjects[modelType]} on {target} ended as {result.Outcome}: {result.Reason ?? "it was not timed"}", "See ./bridge doctor; --browser and --backend leave it out.");
        }

        return new SpeedSample(modelType, target, ((result.Timings.FetchMs ?? 0) + create + (result.Timings.FirstRunMs ?? 0)) / 1000, median / 1000, rate, result.Memory.PssMb);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _source.Dispose();
    }
}
