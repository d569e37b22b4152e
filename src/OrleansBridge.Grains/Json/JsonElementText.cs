namespace OrleansBridge.Grains.Json;

/// <summary>A JSON element's text.</summary>
[GenerateSerializer, Alias("bridge.JsonElementText")]
internal struct JsonElementText
{
    [Id(0)] public string Text;
}
