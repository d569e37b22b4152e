using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansBridge.Browsers.Execution;

/// <summary>How the page is to run a frame: what goes through <c>evaluate</c>.</summary>
internal sealed record RunControl
{
    public string Id { get; init; } = "";

    /// <summary>Where to fetch the frame; null when it went over the socket.</summary>
    public string? Url { get; init; }

    /// <summary>What addresses are relative to, for whoever is no page that knows it; null for a page.</summary>
    public string? Base { get; init; }

    public required string Backend { get; init; }

    public int Iterations { get; init; } = 1;

    public int Warmup { get; init; }

    /// <summary>Bound of the page's session cache; 0: the session is released after the run.</summary>
    public long CacheBytes { get; init; }

    /// <summary><c>none</c>; <c>extra</c>: read in a second session after the run; <c>inline</c>: in the run's own session.</summary>
    public string Placement { get; init; } = "none";

    /// <summary>The device a WebNN context is made for.</summary>
    public string WebnnDevice { get; init; } = "cpu";

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
