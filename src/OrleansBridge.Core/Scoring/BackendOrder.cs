using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>Which backend a test gets on a browser (SPEC section 6): the first in order that the browser really has, until another was measured to be faster.</summary>
public static class BackendOrder
{
    /// <param name="test">The test.</param>
    /// <param name="browser">What the browser really has.</param>
    /// <param name="leave">Backends that are taken only when no other works.</param>
    /// <param name="context">What was measured; null: nothing.</param>
    /// <returns>The backend, or null when none of those allowed works there.</returns>
    public static string? Choose(TestRequirements test, BrowserCapability browser, IReadOnlyCollection<string> leave, ScoringContext? context = null)
    {
        if (test.Backend.Required is { } required)
        {
            return browser.Has(required) ? required : null;
        }

        var able = Preferred(test, browser.Browser).Where(browser.Has).Distinct().OrderBy(leave.Contains).ToList();
        return able.Count < 2 || context is null ? able.FirstOrDefault() : Faster(test, browser.Browser, able[0], able.Where(b => leave.Contains(b) == leave.Contains(able[0])), context);
    }

    /// <summary>The one that was measured to be clearly faster than the first, a failed run counting as time lost; else the first.</summary>
    private static string Faster(TestRequirements test, string browser, string first, IEnumerable<string> able, ScoringContext context)
    {
        var options = context.Options;
        var measured = able.Select(b => (Backend: b, Estimate: context.Times.Of(test.ModelId, test.ModelType, browser, b)))
            // Rounded, since older runs count a little less than one.
            .Where(m => Math.Round(m.Estimate.Samples) >= options.BackendRuns)
            .Select(m => (m.Backend, Cost: m.Estimate.RunSeconds / m.Estimate.SuccessRate)).ToList();
        if (measured.Find(m => m.Backend == first) is not { Backend: not null } standing)
        {
            return first;
        }

        var best = measured.MinBy(m => m.Cost);
        return best.Cost * (test.Backend.Preferred == first ? options.PreferredBackendGain : options.BackendGain) < standing.Cost ? best.Backend : first;
    }

    private static IEnumerable<string> Preferred(TestRequirements test, string browser)
    {
        var order = Default(test.ModelType, browser);
        return test.Backend.Preferred is { } preferred ? order.Prepend(preferred) : order;
    }

    private static IReadOnlyList<string> Default(string modelType, string browser) => (modelType, browser) switch
    {
        (_, BrowserTypes.Native) => [Backends.Cpu],
        (ModelTypes.TextEmbedding, BrowserTypes.Edge) => [Backends.WebNn, Backends.WebGpu, Backends.Wasm],
        (ModelTypes.Audio, BrowserTypes.Firefox) => [Backends.WebGpu, Backends.Wasm],
        _ => [Backends.WebGpu, Backends.WebNn, Backends.Wasm],
    };
}
