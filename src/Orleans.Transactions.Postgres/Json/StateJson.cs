using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Orleans.Transactions.Postgres;

/// <summary>Grain states as JSON.</summary>
internal sealed class StateJson
{
    private readonly JsonSerializerOptions _options;

    public StateJson(JsonSerializerOptions options, IGrainFactory grains)
    {
        Grains = grains;

        // jsonb sorts members, so a type discriminator need not come first.
        _options = new JsonSerializerOptions(options) { AllowOutOfOrderMetadataProperties = true };
        _options.Converters.Add(new GrainReferenceConverter(grains));
        _options.MakeReadOnly(populateMissingResolver: true);
    }

    public IGrainFactory Grains { get; }

    public byte[] Write<TState>(TState state, StateKey key)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(state, TypeInfo<TState>());

        // PostgreSQL would refuse it, and with it every other store of the same commit.
        return HoldsNul(text)
            ? throw new InvalidOperationException($"The state of {key} holds the character U+0000, which PostgreSQL cannot keep in jsonb.")
            : text;
    }

    public TState Read<TState>(byte[] text) =>
        JsonSerializer.Deserialize(text, TypeInfo<TState>()) ?? throw new JsonException("A state is null.");

    private JsonTypeInfo<TState> TypeInfo<TState>() => (JsonTypeInfo<TState>)_options.GetTypeInfo(typeof(TState));

    internal static bool HoldsNul(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf("\\u0000"u8); at >= 0;)
        {
            // An even number of backslashes before it means that this one is itself escaped.
            var before = at;
            while (before > 0 && text[before - 1] == (byte)'\\')
            {
                before--;
            }

            if ((at - before) % 2 == 0)
            {
                return true;
            }

            var next = text[(at + 1)..].IndexOf("\\u0000"u8);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }
}
