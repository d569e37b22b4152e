using OrleansBridge.Testing;

namespace OrleansBridge.Core.Recovery;

/// <summary>In which order browser types take over from one another (SPEC section 9).</summary>
public static class FallbackOrder
{
    private static readonly IReadOnlyList<string> Otherwise = [BrowserTypes.Chrome, BrowserTypes.Edge, BrowserTypes.Firefox];

    private static readonly Dictionary<string, IReadOnlyList<string>> Orders = new()
    {
        [ModelTypes.TextEmbedding] = [BrowserTypes.Edge, BrowserTypes.Chrome, BrowserTypes.Firefox],
        [ModelTypes.Audio] = [BrowserTypes.Firefox, BrowserTypes.Chrome, BrowserTypes.Edge],
        [ModelTypes.Vision] = [BrowserTypes.Chrome, BrowserTypes.Edge, BrowserTypes.Firefox],
    };

    /// <summary>The browser types of a model type, best first.</summary>
    public static IReadOnlyList<string> Of(string modelType) => Orders.GetValueOrDefault(modelType, Otherwise);
}
