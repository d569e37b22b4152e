using System.Text.Json;
using OrleansBridge.Json;
using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Catalog;

/// <summary>Writes a <c>models.json</c>.</summary>
internal static class CatalogWriter
{
    public static string Write(IEnumerable<CatalogEntry> entries) => JsonSerializer.Serialize(entries.Select(Row), BridgeJson.Indented);

    private static Dictionary<string, object> Row(CatalogEntry entry) => new (string Name, object? Value)[]
    {
        ("model_id", entry.ModelId),
        ("path", entry.Path),
        ("url", entry.Url),
        ("hf", entry.Hf),
        ("sha256", entry.Sha256),
        ("type", entry.ModelType),
        ("inputs", entry.Inputs?.Select(Row)),
        ("outputs", entry.Outputs?.Select(Row)),
        ("tolerance", entry.Tolerance),
    }.Where(field => field.Value is not null).ToDictionary(field => field.Name, field => field.Value!);

    private static object Row(CatalogPort port) => new { port.Name, Type = port.Type.Name, Dims = port.Dims?.Select(Value) };

    private static object? Value(Dimension dim) => dim.Size is { } size ? size : dim.Symbol;
}
