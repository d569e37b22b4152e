using System.Collections.Concurrent;

namespace OrleansBridge.Browsers.Serving;

/// <summary>Files that pages may fetch by the digest of their content. A digest never changes its meaning, so pages may cache for good.</summary>
internal sealed class BlobStore
{
    private readonly ConcurrentDictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>Makes a file known.</summary>
    /// <returns>Its address relative to the runner page.</returns>
    public string Publish(string sha256, string path)
    {
        _files[sha256] = path;
        return $"blobs/{sha256}";
    }

    public string? Find(string sha256) => _files.GetValueOrDefault(sha256);
}
