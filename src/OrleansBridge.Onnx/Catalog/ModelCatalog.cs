using System.Text.Json;
using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Catalog;

/// <summary>A <c>models.json</c>: a list of models with where they are and what they must be.</summary>
public sealed class ModelCatalog
{
    private readonly Dictionary<string, CatalogEntry> _byId;

    private ModelCatalog(string path, IReadOnlyList<CatalogEntry> entries)
    {
        (Path, Entries) = (path, entries);
        _byId = entries.ToDictionary(entry => entry.ModelId);
    }

    /// <summary>The catalog's file.</summary>
    public string Path { get; }

    /// <summary>Its models in order.</summary>
    public IReadOnlyList<CatalogEntry> Entries { get; }

    /// <summary>Reads and checks a catalog.</summary>
    /// <exception cref="ModelException">No such file, no JSON, or a field that is wrong; the message names it.</exception>
    public static ModelCatalog Load(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var json = JsonDocument.Parse(file, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return new ModelCatalog(System.IO.Path.GetFullPath(path), CatalogReader.Read(json.RootElement));
        }
        catch (JsonException exception)
        {
            throw new ModelException($"{path} is no JSON: {exception.Message.ReplaceLineEndings(" ")}");
        }
        catch (ModelException exception)
        {
            throw new ModelException($"{path}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"cannot read the catalog {path}: {exception.Message}");
        }
    }

    /// <summary>The model with that name, or null.</summary>
    public CatalogEntry? Find(string modelId) => _byId.GetValueOrDefault(modelId);
}
