using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>Which backend a test gets on a browser (SPEC section 6): the first in order that the browser really has.</summary>
public static class BackendOrder
{
    /// <param name="test">The test.</param>
    /// <param name="browser">What the browser really has.</param>
    /// <param name="leave">Backends that are taken only when no other works.</param>
    /// <returns>The backend, or null when none of those allowed works there.</returns>
    public static string? Choose(TestRequirements test, BrowserCapability browser, IReadOnlyCollection<string> leave) =>
        test.Backend.Required is { } required
            ? browser.Has(required) ? required : null
            : Preferred(test, browser.Browser).Where(browser.Has).OrderBy(leave.Contains).FirstOrDefault();

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
