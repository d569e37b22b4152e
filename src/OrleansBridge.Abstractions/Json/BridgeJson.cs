using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansBridge.Json;

/// <summary>The one JSON dialect of the bridge: snake_case names, outcomes and states by name, unmeasured values as null.</summary>
public static class BridgeJson
{
    /// <summary>For what the bridge writes: results, reports, API answers. Unknown members are ignored when reading.</summary>
    public static JsonSerializerOptions Options { get; } = Create(JsonUnmappedMemberHandling.Skip, indented: false);

    /// <summary>As <see cref="Options"/>, indented, for files that people read.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(JsonUnmappedMemberHandling.Skip, indented: true);

    /// <summary>For what people send: an unknown member is an error that names it.</summary>
    public static JsonSerializerOptions Strict { get; } = Create(JsonUnmappedMemberHandling.Disallow, indented: false);

    private static JsonSerializerOptions Create(JsonUnmappedMemberHandling unmapped, bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = unmapped,
            WriteIndented = indented,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
