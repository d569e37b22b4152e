using System.Security.Cryptography;
using OrleansBridge.Onnx.Schema;

namespace OrleansBridge.Onnx.Models;

/// <summary>Weights in files beside the model.</summary>
internal static class ExternalData
{
    public static IReadOnlyList<ExternalDataFile> Find(string modelPath, GraphOutline graph) =>
        [.. Locations(graph).Select(location => Resolve(modelPath, location))];

    public static IReadOnlyCollection<string> Locations(GraphOutline graph)
    {
        var locations = new SortedSet<string>(StringComparer.Ordinal);
        Collect(graph, locations);
        return locations;
    }

    /// <summary>Where a location is on disk.</summary>
    /// <exception cref="ModelException">Outside the model's folder.</exception>
    public static string PathOf(string modelPath, string location)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;
        string path = Path.GetFullPath(Path.Combine(folder, location));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ModelException($"{modelPath} names external data '{location}' outside its own folder");
    }

    private static void Collect(GraphOutline graph, SortedSet<string> locations)
    {
        foreach (var tensor in graph.Initializer)
        {
            Add(tensor, locations);
        }

        foreach (var attribute in graph.Node.SelectMany(node => node.Attribute))
        {
            Add(attribute.T, locations);
            foreach (var inner in attribute.Graphs.Append(attribute.G).OfType<GraphOutline>())
            {
                Collect(inner, locations);
            }
        }
    }

    private static void Add(TensorOutline? tensor, SortedSet<string> locations)
    {
        if (tensor is { DataLocation: 1 }
            && tensor.ExternalData.FirstOrDefault(entry => entry.Key == "location")?.Value is { Length: > 0 } location)
        {
            locations.Add(location);
        }
    }

    private static ExternalDataFile Resolve(string modelPath, string location)
    {
        string path = PathOf(modelPath, location);
        if (!File.Exists(path))
        {
            throw new ModelException($"{modelPath} keeps weights in '{location}', which is not beside it: copy that file there too");
        }

        using var file = File.OpenRead(path);
        return new ExternalDataFile(location, path, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
