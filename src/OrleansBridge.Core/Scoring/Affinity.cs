using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>The seeds' affinities of model types to browser types: a weak prior, in [0, 1] (SPEC section 6).</summary>
public static class Affinity
{
    private const double Unknown = .5;

    private static readonly Dictionary<(string Model, string Browser), double> Table = new()
    {
        [(ModelTypes.Audio, BrowserTypes.Firefox)] = 1,
        [(ModelTypes.Audio, BrowserTypes.Chrome)] = .7,
        [(ModelTypes.Audio, BrowserTypes.Edge)] = .6,
        [(ModelTypes.Vision, BrowserTypes.Chrome)] = 1,
        [(ModelTypes.Vision, BrowserTypes.Firefox)] = .8,
        [(ModelTypes.Vision, BrowserTypes.Edge)] = .7,
        [(ModelTypes.TextEmbedding, BrowserTypes.Edge)] = 1,
        [(ModelTypes.TextEmbedding, BrowserTypes.Chrome)] = .8,
        [(ModelTypes.TextEmbedding, BrowserTypes.Firefox)] = .7,
        [(ModelTypes.LargeLanguageModel, BrowserTypes.Chrome)] = 1,
    };

    /// <summary>The seeds' preferred browser type of each model type.</summary>
    public static IReadOnlyDictionary<string, string> Preferences { get; } = new Dictionary<string, string>
    {
        [ModelTypes.Audio] = BrowserTypes.Firefox,
        [ModelTypes.Vision] = BrowserTypes.Chrome,
        [ModelTypes.TextEmbedding] = BrowserTypes.Edge,
        [ModelTypes.LargeLanguageModel] = BrowserTypes.Chrome,
    };

    /// <summary>The prior for a model type on a browser type; .5 where the seeds say nothing.</summary>
    public static double Of(string modelType, string browser) => Table.GetValueOrDefault((modelType, browser), Unknown);

    /// <summary>The prior as a part of the best for that model type, in (0, 1]: 1 everywhere for a type of which the seeds say nothing.</summary>
    public static double Relative(string modelType, string browser) => Preferences.ContainsKey(modelType) ? Of(modelType, browser) : 1;
}
