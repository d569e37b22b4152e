using System.Text.Json;
using OrleansBridge.Json;

namespace OrleansBridge.Grains.Repair;

/// <summary>Reads a part of a damaged state, if that part is sound.</summary>
internal static class Salvage
{
    public static T? Member<T>(ReadOnlyMemory<byte> json, string name)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var member)
                ? Read<T>(member)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static T? Read<T>(JsonElement element)
        where T : class
    {
        try
        {
            return element.Deserialize<T>(BridgeJson.Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }
}
