using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Transactions.Postgres;

/// <summary>Grain references inside a state, as the grain id <c>type/key</c>.</summary>
internal sealed class GrainReferenceConverter(IGrainFactory grains) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeof(IAddressable).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert), grains)!;

    private sealed class Converter<T>(IGrainFactory grains) : JsonConverter<T>
        where T : class, IAddressable
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var reference = grains.GetGrain(GrainId.Parse(reader.GetString()!));
            return reference as T ?? reference.AsReference<T>();
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.GetGrainId().ToString());
    }
}
