using System.Globalization;
using OrleansBridge.Cli.Profiling;
using OrleansBridge.Cli.Targets;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>The tests of the bench. Which browser and backend they get is the bridge's decision, unless a side takes turns.</summary>
/// <param name="models">The folder of the project's own models.</param>
/// <param name="iterations">Timed inferences of a test.</param>
internal sealed class MixTests(string models, int iterations)
{
    /// <summary>
    /// Runs of each model at each place before the mixes. A bridge concludes nothing from fewer than three, and three are a little less,
    /// because older ones count less.
    /// </summary>
    private const int Lessons = 4;

    /// <summary>Software adapters are so slow that they show it in fewer inferences.</summary>
    private const int SlowShare = 6;

    private readonly string _run = string.Create(CultureInfo.InvariantCulture, $"mix-{DateTime.UtcNow:yyyyMMddHHmmss}");
    private int _count;

    /// <summary>Every model on every browser type and backend, as in a suite run over all of them.</summary>
    internal IReadOnlyList<TestRequirements> Taught(IReadOnlyList<BrowserCapability> browsers)
    {
        var targets = TargetSelection.Of(["all"], ["all"]).Among(browsers);
        return [.. from type in MixDraw.ModelTypesDrawn
                   from backend in Backends.All
                   from lesson in Enumerable.Range(0, Lessons)
                   from target in targets.Where(t => t.Backend == backend)
                   select Test(type, target.Browser) with
                   {
                       Backend = new BackendRequirements { Required = backend },
                       Iterations = target.Iterations(browsers, iterations, SlowShare),
                   }];
    }

    /// <summary>
    /// Every model once on every browser type, so that each side has the same browsers running before it begins. The backend is given: a bridge that has
    /// just started has yet to read what it learned.
    /// </summary>
    internal IReadOnlyList<TestRequirements> WarmUp(IReadOnlyList<string> browsers) =>
        [.. from browser in browsers from type in MixDraw.ModelTypesDrawn select Test(type, browser) with { Backend = new BackendRequirements { Required = Backends.Wasm } }];

    /// <summary>A drawn mix.</summary>
    /// <param name="drawn">The model type of each test.</param>
    /// <param name="turns">The browser types that take turns; null: none is required.</param>
    internal IReadOnlyList<TestRequirements> Mix(IReadOnlyList<string> drawn, IReadOnlyList<string>? turns) =>
        [.. drawn.Select((type, n) => Test(type, turns?[n % turns.Count]))];

    private TestRequirements Test(string modelType, string? browser) => new()
    {
        TestId = $"{_run}/{_count++}",
        ModelId = MeasuredModels.Of(modelType),
        ModelType = modelType,
        ModelSource = Path.Combine(models, MeasuredModels.Of(modelType)),
        BrowserRequirements = new BrowserRequirements { Required = browser },
        Iterations = iterations,
        Timeout = 300,
    };
}
