using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrleansBridge.Json;
using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Downloads;

/// <summary>
/// Downloaded models on disk: <c>models/DIGEST/model.onnx</c> with its weights beside it, moved there whole; <c>sources/</c>
/// remembers what an address gave; <c>partial/</c> holds what is on its way.
/// </summary>
internal sealed class ModelCache(string folder)
{
    /// <summary>The model a source gave before, if it is still here and is the wanted one.</summary>
    public string? Find(Uri source, string? sha256)
    {
        string note = NoteOf(source);
        if (!File.Exists(note) || JsonSerializer.Deserialize<CachedSource>(File.ReadAllText(note), BridgeJson.Options) is not { } kept)
        {
            return null;
        }

        string model = ModelIn(kept.Folder);
        return File.Exists(model) && (sha256 is null || sha256 == kept.Sha256) ? model : null;
    }

    /// <summary>Where a source's files are collected. The same for each try, so that an interrupted one goes on.</summary>
    public string Partial(Uri source) => Directory.CreateDirectory(Path.Combine(folder, "partial", KeyOf(source.AbsoluteUri))).FullName;

    /// <summary>Takes in what was collected.</summary>
    public string Keep(Uri source, string partial)
    {
        var model = ModelFile.Read(Path.Combine(partial, "model.onnx"));

        // A model file with external data does not determine its weights: two fine-tunes may share it.
        string key = model.ExternalData.Count == 0
            ? model.Sha256
            : KeyOf(string.Join('\n', model.ExternalData.Select(file => file.Sha256).Prepend(model.Sha256)));
        string target = Path.GetDirectoryName(ModelIn(key))!;
        if (Directory.Exists(target))
        {
            Directory.Delete(partial, recursive: true);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Directory.Move(partial, target);
        }

        Note(source, new CachedSource(source.AbsoluteUri, key, model.Sha256));
        return ModelIn(key);
    }

    private static string KeyOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private string ModelIn(string key) => Path.Combine(folder, "models", key, "model.onnx");

    private string NoteOf(Uri source) => Path.Combine(folder, "sources", KeyOf(source.AbsoluteUri) + ".json");

    private void Note(Uri source, CachedSource kept)
    {
        string note = NoteOf(source);
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        string draft = $"{note}.{Guid.NewGuid():N}";
        File.WriteAllText(draft, JsonSerializer.Serialize(kept, BridgeJson.Options));
        File.Move(draft, note, overwrite: true);
    }
}
