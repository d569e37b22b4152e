using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Simulation.Profiles;

/// <summary>
/// The profile of a farm that is as its seeds say: a browser type is as much slower than the best as its affinity is smaller.
/// Nobody measured that; launches, pages and set-ups are rounded from what a busy 2-core Linux machine showed.
/// </summary>
internal static class AssumedProfile
{
    private const double Spread = .25;

    /// <summary>Best run, set-up and memory of a model type's tests.</summary>
    private static readonly (string ModelType, double Run, double Setup, double Megabytes)[] Models =
    [
        (ModelTypes.Vision, 2, 1.5, 90),
        (ModelTypes.Audio, 3, 1.8, 75),
        (ModelTypes.TextEmbedding, 1.2, 1.2, 110),
        (ModelTypes.LargeLanguageModel, 4, 2.5, 180),
        (ModelTypes.Multimodal, 3, 2.2, 150),
        (ModelTypes.Generic, 1.5, 1, 40),
    ];

    private static readonly (string Browser, string[] Backends)[] Has =
    [
        (BrowserTypes.Chrome, [Backends.WebGpu, Backends.Wasm]),
        (BrowserTypes.Firefox, [Backends.WebGpu, Backends.Wasm]),
        (BrowserTypes.Edge, [Backends.WebGpu, Backends.WebNn, Backends.Wasm]),
    ];

    /// <summary>The profile.</summary>
    public static SpeedProfile Default { get; } = new()
    {
        Name = "assumed",
        Source = "affinities of the requirements, launches and set-ups rounded from a 2-core Linux machine; no browser was measured for it",
        Browsers =
        [
            new() { Browser = BrowserTypes.Chrome, LaunchSeconds = 1.5, Megabytes = 300, Measured = false },
            new() { Browser = BrowserTypes.Firefox, LaunchSeconds = 3.5, Megabytes = 450, Measured = false },
            new() { Browser = BrowserTypes.Edge, LaunchSeconds = 1.5, Megabytes = 300, Measured = false },
        ],
        Entries = [.. from model in Models from browser in Has from backend in browser.Backends select Entry(model, browser.Browser, backend)],
    };

    private static SpeedEntry Entry((string ModelType, double Run, double Setup, double Megabytes) model, string browser, string backend)
    {
        // Where the seeds say nothing of a model type, all browsers are alike.
        var best = Affinity.Of(model.ModelType, BrowserTypes.Chrome) == Affinity.Of(model.ModelType, BrowserTypes.Firefox) ? Affinity.Of(model.ModelType, browser) : 1;
        return new()
        {
            ModelType = model.ModelType,
            Browser = browser,
            Backend = backend,
            RunSeconds = model.Run * best / Affinity.Of(model.ModelType, browser) * Slower(backend, model.ModelType == ModelTypes.TextEmbedding && browser == BrowserTypes.Edge),
            SetupSeconds = model.Setup,
            Megabytes = model.Megabytes,
            Spread = Spread,
            Measured = false,
        };
    }

    /// <summary>How many times longer a run takes than on the backend that is first in the default order.</summary>
    private static double Slower(string backend, bool prefersWebNn) => backend switch
    {
        Backends.WebGpu => prefersWebNn ? 1.35 : 1,
        Backends.WebNn => prefersWebNn ? 1 : 1.35,
        _ => 3,
    };
}
