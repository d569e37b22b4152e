using Google.Protobuf;
using OrleansBridge.Onnx.Schema;

namespace OrleansBridge.Onnx.Models;

/// <summary>Reads the outline of a model and turns it into a <see cref="ModelFile"/>.</summary>
internal static class ModelReader
{
    private static readonly MessageParser<ModelOutline> Parser = ModelOutline.Parser.WithDiscardUnknownFields(true);

    public static ModelFile Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
            if (file.Length > int.MaxValue)
            {
                throw new ModelException($"{path} is above 2 GB, which no ONNX file can be: keep the weights as external data");
            }

            using var hashed = new HashingStream(file);
            var outline = Parser.ParseFrom(hashed);
            Check(path, outline);
            return Describe(path, file.Length, hashed.Finish(), outline);
        }
        catch (InvalidProtocolBufferException)
        {
            throw new ModelException($"{path} is truncated or no ONNX model");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"there is no model {path}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"cannot read model {path}: {exception.Message}");
        }
    }

    /// <summary>The names of files with weights that the model wants beside it, whether they are there or not.</summary>
    public static IEnumerable<string> ExternalLocations(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return ExternalData.Locations(Parser.ParseFrom(file).Graph ?? new GraphOutline());
        }
        catch (InvalidProtocolBufferException)
        {
            throw new ModelException($"{path} is truncated or no ONNX model");
        }
    }

    private static void Check(string path, ModelOutline outline)
    {
        if (outline.Graph is null)
        {
            throw new ModelException($"{path} is truncated or no ONNX model: it has no graph");
        }

        // A file cut exactly between two fields parses; from IR version 3 on the imports are what is missing then.
        if (outline.OpsetImport.Count == 0 && outline.IrVersion >= 3)
        {
            throw new ModelException($"{path} is truncated or no ONNX model: it imports no operator set");
        }

        if (outline.Graph.Output.Count == 0)
        {
            throw new ModelException($"{path} is truncated or no ONNX model: its graph has no output");
        }
    }

    private static ModelFile Describe(string path, long length, string sha256, ModelOutline outline)
    {
        var graph = outline.Graph;
        var initialized = graph.Initializer.Select(tensor => tensor.Name)
            .Concat(graph.SparseInitializer.Select(tensor => tensor.Values?.Name ?? string.Empty))
            .ToHashSet();
        return new ModelFile
        {
            Path = path,
            Length = length,
            Sha256 = sha256,
            OpsetVersion = (int)(outline.OpsetImport.FirstOrDefault(import => import.Domain is "" or "ai.onnx")?.Version ?? 1),
            NodeCount = graph.Node.Count,
            Inputs = [.. graph.Input.Select(value => TypeReader.Port(value, initialized.Contains(value.Name)))],
            Outputs = [.. graph.Output.Select(value => TypeReader.Port(value, hasDefault: false))],
            ExternalData = ExternalData.Find(path, graph),
            IndexBounds = IndexBounds.Find(graph),
        };
    }
}
