using OrleansBridge.Onnx.Downloads;

namespace OrleansBridge.Onnx.Sources;

/// <summary>Where models are looked for and kept.</summary>
public sealed record ModelSourceOptions
{
    /// <summary>The hub that <c>hf:</c> references mean unless HF_ENDPOINT names another.</summary>
    public static Uri PublicHub { get; } = new("https://huggingface.co");

    /// <summary>The <c>models.json</c> to look names up in. Null: none.</summary>
    public string? Catalog { get; init; }

    /// <summary>
    /// Where downloads are kept, for ever: an address without a digest in a catalog is not asked again. Default: a folder of this user.
    /// </summary>
    public string CacheFolder { get; init; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "orleans-bridge", "models");

    /// <summary>The hub. Default: HF_ENDPOINT, else <see cref="PublicHub"/>.</summary>
    public Uri HubEndpoint { get; init; } =
        Environment.GetEnvironmentVariable("HF_ENDPOINT") is { Length: > 0 } endpoint && ModelReference.IsUrl(endpoint) ? new Uri(endpoint) : PublicHub;

    /// <summary>The hub's access token, sent to the hub only. Default: HF_TOKEN, else none.</summary>
    public string? HubToken { get; init; } = Environment.GetEnvironmentVariable("HF_TOKEN") is { Length: > 0 } token ? token : null;

    /// <summary>Pause before an interrupted download goes on, doubled while nothing arrives. Default 1 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Hears how downloads come along. Default: nobody.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }
}
