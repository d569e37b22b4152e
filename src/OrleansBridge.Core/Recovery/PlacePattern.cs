using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Recovery;

/// <summary>Places by name: <c>worker/browser</c>, <c>worker/*</c>, <c>*/browser</c>, or for a backend <c>*/*/backend</c>. Worker ids may hold slashes.</summary>
internal static class PlacePattern
{
    private const string AnyPlace = "*/*/";

    public static string OfBackend(string backend) => AnyPlace + backend;

    public static bool Matches(string pattern, Place place)
    {
        var worker = place.Worker.Descriptor.WorkerId;
        return pattern == place.Key || pattern == worker + "/*" || pattern == "*/" + place.Browser.Browser || pattern == OfBackend(place.Backend);
    }

    /// <summary>The backends among patterns.</summary>
    public static IReadOnlyCollection<string> Backends(IReadOnlyCollection<string> patterns) =>
        patterns.Count == 0 ? [] : [.. patterns.Where(p => p.StartsWith(AnyPlace, StringComparison.Ordinal)).Select(p => p[AnyPlace.Length..])];
}
