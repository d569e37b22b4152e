namespace OrleansBridge.Client;

/// <summary>How a <see cref="ResourcePoolBridge"/> behaves. The defaults are the ones its users know.</summary>
public sealed class ResourcePoolBridgeOptions
{
    /// <summary>Browser instances of a worker that is registered without a number.</summary>
    /// <value>Default 3.</value>
    public int MaxBrowsersPerWorker { get; set; } = 3;

    /// <summary>Preferred browser type by model type, given to workers that are registered without their own.</summary>
    /// <value>Default audio on firefox, vision and large_language_model on chrome, text_embedding on edge.</value>
    public IReadOnlyDictionary<string, string> BrowserPreferences { get; set; } = new Dictionary<string, string>
    {
        [Testing.ModelTypes.Audio] = Testing.BrowserTypes.Firefox,
        [Testing.ModelTypes.Vision] = Testing.BrowserTypes.Chrome,
        [Testing.ModelTypes.TextEmbedding] = Testing.BrowserTypes.Edge,
        [Testing.ModelTypes.LargeLanguageModel] = Testing.BrowserTypes.Chrome,
    };

    /// <summary>Submissions of a batch that are under way at once.</summary>
    /// <value>Default 64. More gives the database larger commits; a batch answers when all are acknowledged.</value>
    public int SubmissionsInFlight { get; set; } = 64;

    /// <summary>How long a call that does not get through is repeated, as when silos restart: with back-off from 100 ms to 2 s.</summary>
    /// <value>Default 30 s; zero gives up at once. Every repeated call is idempotent.</value>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(30);
}
