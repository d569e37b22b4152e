using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Demo;

/// <summary>The usage example's tests. Browser and backend are preferences: where a test really runs is the bridge's decision.</summary>
internal static class DemoTests
{
    private const int Iterations = 5;

    internal static IReadOnlyList<TestRequirements> For(string run, string models) =>
    [
        Test(run, models, "test-vision-1", "vit-tiny", ModelTypes.Vision, 2, BrowserTypes.Chrome, Backends.WebGpu),
        Test(run, models, "test-text-1", "bert-mini", ModelTypes.TextEmbedding, 1, BrowserTypes.Edge, Backends.WebNn),
        Test(run, models, "test-audio-1", "whisper-tiny-encoder", ModelTypes.Audio, 3, BrowserTypes.Firefox, Backends.WebGpu),
        Test(run, models, "test-llm-1", "llama-mini", ModelTypes.LargeLanguageModel, 3, BrowserTypes.Chrome, Backends.WebGpu) with
        {
            FaultToleranceLevel = FaultToleranceLevel.High,
        },
    ];

    private static TestRequirements Test(string run, string models, string id, string model, string type, int priority, string browser, string backend) => new()
    {
        TestId = $"{run}/{id}",
        ModelId = model,
        ModelSource = Path.Combine(models, model),
        ModelType = type,
        Priority = priority,
        BrowserRequirements = new BrowserRequirements { Preferred = browser },
        Backend = new BackendRequirements { Preferred = backend },
        Timeout = 120,
        Warmup = 1,
        Iterations = Iterations,
        Labels = new Dictionary<string, string> { ["demo"] = run },
    };
}
