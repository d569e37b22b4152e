using System.Text.Json;

namespace OrleansBridge.Browsers.Execution;

/// <summary>What a page says once it is done with a run.</summary>
/// <param name="Nodes">Graph nodes per backend, when they were asked for and seen.</param>
/// <param name="Resident">Sessions that stayed warm, as model/backend.</param>
internal sealed record PageSettled(IReadOnlyDictionary<string, int>? Nodes, IReadOnlyList<string> Resident)
{
    public static PageSettled Parse(string json) => JsonSerializer.Deserialize<PageSettled>(json, JsonSerializerOptions.Web)!;
}
