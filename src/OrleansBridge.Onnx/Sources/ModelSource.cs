using OrleansBridge.Onnx.Catalog;
using OrleansBridge.Onnx.Comparison;
using OrleansBridge.Onnx.Downloads;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.Sources;

/// <summary>Models from folders, <c>.onnx</c> files, URLs, the hub, and a catalog that names them.</summary>
public sealed class ModelSource : IModelSource, IDisposable
{
    private readonly FolderCache _folders = new();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ModelSourceOptions _options;
    private readonly ModelDownloads _downloads;
    private readonly Lazy<ModelCatalog?> _catalog;

    /// <summary>A source with these options; the catalog is read at the first name that needs it.</summary>
    public ModelSource(ModelSourceOptions? options = null)
    {
        _options = options ?? new ModelSourceOptions();
        _downloads = new ModelDownloads(
            new ModelCache(_options.CacheFolder), new FileDownload(_http, _options.RetryDelay, _options.Progress, TimeProvider.System));
        _catalog = new Lazy<ModelCatalog?>(() => _options.Catalog is null ? null : ModelCatalog.Load(_options.Catalog), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <inheritdoc/>
    public async Task<ResolvedModel> ResolveAsync(TestRequirements requirements, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var entry = requirements.ModelSource is null ? Named(requirements.ModelId) : null;
        var folder = _folders.Open(await LocateAsync(requirements.ModelSource, entry, cancellation));
        if (folder.Model.Unsupported is { } unsupported)
        {
            throw new ModelException(unsupported);
        }

        if (entry is not null)
        {
            CatalogCheck.Check(entry, folder.Model);
        }

        var tolerance = entry?.Tolerance ?? Tolerance.Default;
        return new ResolvedModel
        {
            ModelId = requirements.ModelId,
            Model = folder.Model,
            DataSets = RunData.For(requirements, folder),
            Tolerance = new Tolerance(
                requirements.Expected?.AbsoluteTolerance ?? tolerance.Absolute,
                requirements.Expected?.RelativeTolerance ?? tolerance.Relative),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private CatalogEntry Named(string modelId)
    {
        if (_catalog.Value is not { } catalog)
        {
            throw new ModelException($"nothing says where model '{modelId}' is: give model_source, or a catalog that names it");
        }

        return catalog.Find(modelId)
            ?? throw new ModelException($"model '{modelId}' is not in {catalog.Path}, which has {string.Join(", ", catalog.Entries.Select(entry => entry.ModelId))}");
    }

    private async Task<string> LocateAsync(string? source, CatalogEntry? entry, CancellationToken cancellation)
    {
        if (entry?.Path is { } path)
        {
            return Path.Combine(Path.GetDirectoryName(_catalog.Value!.Path)!, path);
        }

        source ??= entry!.Url ?? entry.Hf!;
        if (ModelReference.LooksLikeHub(source))
        {
            return ModelReference.IsHub(source)
                ? await _downloads.FetchAsync(ModelReference.Resolve(source, _options.HubEndpoint), entry?.Sha256, _options.HubToken, cancellation)
                : throw new ModelException($"'{source}' is no hub reference, expected hf:owner/name[@revision]/path/to/model.onnx");
        }

        return ModelReference.IsUrl(source) ? await _downloads.FetchAsync(new Uri(source), entry?.Sha256, token: null, cancellation) : source;
    }
}
