using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Configuration;

namespace Orleans.Transactions.Postgres;

/// <summary>Grain states as JSON.</summary>
internal sealed class StateJson
{
    private readonly JsonSerializerOptions _options;
    private readonly bool _replaceNul;
    private readonly ConcurrentDictionary<Type, bool> _surviving = new();

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
        where TState : class, new()
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(state, TypeInfo<TState>());
        CheckSurvives<TState>(text);
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

    // A type whose content the options do not reach (private fields, another serializer's attributes) would commit and come
    // back empty. Asked once a type, with the first state that differs from an empty one.
    private void CheckSurvives<TState>(byte[] text)
        where TState : class, new()
    {
        if (_surviving.ContainsKey(typeof(TState)))
        {
            return;
        }

        var empty = JsonSerializer.SerializeToUtf8Bytes(new TState(), TypeInfo<TState>());
        if (text.AsSpan().SequenceEqual(empty))
        {
            return;
        }

        if (JsonSerializer.SerializeToUtf8Bytes(Read<TState>(text), TypeInfo<TState>()).AsSpan().SequenceEqual(empty))
        {
            throw new InvalidOperationException(
                $"{typeof(TState)} comes back empty from JSON: give it settable public properties, or a converter in {nameof(PostgresTransactionalStateOptions)}.{nameof(PostgresTransactionalStateOptions.Json)}.");
        }

        _surviving.TryAdd(typeof(TState), true);
    }

    private JsonTypeInfo<TState> TypeInfo<TState>() => (JsonTypeInfo<TState>)_options.GetTypeInfo(typeof(TState));
}
