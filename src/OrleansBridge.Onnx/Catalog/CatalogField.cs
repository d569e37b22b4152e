using System.Text.Json;
using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Catalog;

/// <summary>A value of a catalog with the path by which complaints name it.</summary>
internal readonly record struct CatalogField(string Name, JsonElement Value)
{
    public void OnlyFields(string[] known)
    {
        if (Value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong($"an object with {string.Join(", ", known)}");
        }

        foreach (var property in Value.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw new ModelException($"{Name}.{property.Name} is no field of a catalog, known are {string.Join(", ", known)}");
            }
        }
    }

    public string? Text(string field) => Find(field) is not { } value ? null
        : value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString() : throw value.Wrong("text");

    public double? Number(string field) => Find(field) is not { } value ? null
        : value.Value.ValueKind == JsonValueKind.Number && value.Value.GetDouble() >= 0 ? value.Value.GetDouble() : throw value.Wrong("a number of at least 0");

    public CatalogField? Object(string field) => Find(field);

    public IReadOnlyList<T>? List<T>(string field, Func<CatalogField, T> read)
    {
        if (Find(field) is not { } list)
        {
            return null;
        }

        return list.Value.ValueKind == JsonValueKind.Array
            ? [.. list.Value.EnumerateArray().Select((item, index) => read(new CatalogField($"{list.Name}[{index}]", item)))]
            : throw list.Wrong("a list");
    }

    public ModelException Wrong(string field, string expected) => Find(field)?.Wrong(expected) ?? new ModelException($"{Name}.{field} is missing, expected {expected}");

    public ModelException Wrong(string expected) => new($"{Name} is {Value.GetRawText().ReplaceLineEndings(" ")}, expected {expected}");

    private CatalogField? Find(string field) =>
        Value.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? new CatalogField($"{Name}.{field}", value) : null;
}
