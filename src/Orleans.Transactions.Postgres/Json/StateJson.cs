using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Configuration;

namespace Orleans.Transactions.Postgres;

/// <summary>Grain states as JSON.</summary>
internal sealed class StateJson
{
    private readonly JsonSerializerOptions _options;
    private readonly bool _replaceNul;

    public StateJson(JsonSerializerOptions options, bool replaceNul, IGrainFactory grains)
    {
        _replaceNul = replaceNul;
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
        for (var at = NulEscape.Find(text, 0); at >= 0; at = NulEscape.Find(text, at))
        {
            // PostgreSQL would refuse it, and with it every other store of the same commit.
            if (!_replaceNul)
            {
                throw new InvalidOperationException(
                    $"The state of {key} holds the character U+0000, which PostgreSQL cannot keep in jsonb; strip it, or set {nameof(PostgresTransactionalStateOptions.ReplaceNul)}.");
            }

            NulEscape.Replace(text, at);
        }

        return text;
    }

    public TState Read<TState>(byte[] text) =>
        JsonSerializer.Deserialize(text, TypeInfo<TState>()) ?? throw new JsonException("A state is null.");

    private JsonTypeInfo<TState> TypeInfo<TState>() => (JsonTypeInfo<TState>)_options.GetTypeInfo(typeof(TState));
}
