using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Sources;

/// <summary>What tells that a file has changed.</summary>
internal readonly record struct FileStamp(string Path, long Length, DateTime Modified)
{
    /// <summary>The stamps of a model, its weights and its test data.</summary>
    public static FileStamp[] Of(string path, ModelFile model)
    {
        var files = model.ExternalData.Select(file => new FileInfo(file.Path)).Prepend(new FileInfo(model.Path));
        var data = Directory.Exists(path)
            ? new DirectoryInfo(path).EnumerateDirectories("test_data_set_*").SelectMany(set => set.EnumerateFiles("*.pb"))
            : [];
        return [.. files.Concat(data).Select(file => file.Exists
            ? new FileStamp(file.FullName, file.Length, file.LastWriteTimeUtc)
            : new FileStamp(file.FullName, -1, default))];
    }
}
