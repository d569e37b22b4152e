using System.Collections.Concurrent;
using OrleansBridge.Onnx.Folders;
using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Sources;

/// <summary>Opened models by path, kept until a file of theirs changes its size or time.</summary>
internal sealed class FolderCache
{
    // About 2 KB each; a long-lived silo must not collect them for ever.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, (FileStamp[] Stamps, ModelFolder Folder)> _opened = new();

    public ModelFolder Open(string path)
    {
        try
        {
            return Get(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"cannot open {path}: {exception.Message}");
        }
    }

    private ModelFolder Get(string path)
    {
        string full = Path.GetFullPath(path);
        if (_opened.TryGetValue(full, out var kept) && FileStamp.Of(full, kept.Folder.Model).SequenceEqual(kept.Stamps))
        {
            return kept.Folder;
        }

        var folder = ModelFolder.Open(path);
        if (_opened.Count >= Most)
        {
            _opened.Clear();
        }

        _opened[full] = (FileStamp.Of(full, folder.Model), folder);
        return folder;
    }
}
