using System.Collections.Concurrent;
using System.Security.Cryptography;
using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Downloads;

/// <summary>Models from the net: fetched once, external data too, checked, kept by content.</summary>
internal sealed class ModelDownloads(ModelCache cache, FileDownload download)
{
    private readonly ConcurrentDictionary<Uri, SemaphoreSlim> _busy = new();

    /// <summary>The model's file on disk.</summary>
    /// <param name="source">The address of the <c>.onnx</c> file; external data are looked for beside it.</param>
    /// <param name="sha256">What the file's digest must be, or null.</param>
    /// <param name="token">A bearer token for the source, or null.</param>
    /// <param name="cancellation">Stops; what has arrived stays for the next try.</param>
    public async Task<string> FetchAsync(Uri source, string? sha256, string? token, CancellationToken cancellation)
    {
        if (cache.Find(source, sha256) is { } kept)
        {
            return kept;
        }

        var turn = _busy.GetOrAdd(source, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation);
        try
        {
            return cache.Find(source, sha256) ?? await CollectAsync(source, sha256, token, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"cannot keep {source}: {exception.Message}");
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<string> CollectAsync(Uri source, string? sha256, string? token, CancellationToken cancellation)
    {
        string partial = cache.Partial(source);
        string model = Path.Combine(partial, "model.onnx");
        await download.FetchAsync(source, token, model, cancellation);
        await CheckAsync(source, sha256, partial, model, cancellation);
        foreach (string location in ModelReader.ExternalLocations(model))
        {
            string file = ExternalData.PathOf(model, location);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await download.FetchAsync(new Uri(source, location), token, file, cancellation);
        }

        return cache.Keep(source, partial);
    }

    private static async Task CheckAsync(Uri source, string? sha256, string partial, string model, CancellationToken cancellation)
    {
        if (sha256 is null)
        {
            return;
        }

        string real;
        await using (var file = File.OpenRead(model))
        {
            real = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        }

        if (real != sha256)
        {
            // Kept, it would be taken for a good part at the next try.
            Directory.Delete(partial, recursive: true);
            throw new ModelException($"{source} has sha256 {real}, the catalog wants {sha256}: it is another model or was damaged on its way");
        }
    }
}
