using System.Text.Json;

namespace OrleansBridge.Grains.Json;

/// <summary>Lets kept fields of later versions travel with a state: a JSON element as its text.</summary>
[RegisterConverter]
internal sealed class JsonElementConverter : IConverter<JsonElement, JsonElementText>
{
    public JsonElement ConvertFromSurrogate(in JsonElementText surrogate) => JsonSerializer.Deserialize<JsonElement>(surrogate.Text);

    public JsonElementText ConvertToSurrogate(in JsonElement value) => new() { Text = value.GetRawText() };
}
