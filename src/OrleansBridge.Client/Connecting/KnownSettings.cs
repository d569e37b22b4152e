using System.Collections;
using System.ComponentModel;
using Microsoft.Extensions.Configuration;

namespace OrleansBridge.Client;

/// <summary>Which keys below the configuration section somebody reads: a mistyped one must not be passed over in silence.</summary>
internal static class KnownSettings
{
    /// <summary>In a pattern: an index or a dictionary's key.</summary>
    private const string Any = "*";

    /// <summary>At the end of a pattern: whatever is below.</summary>
    private const string Below = "**";

    /// <summary>What silos read and clients do not: the two may share a configuration. The silo's options are not known here; a test holds this against them.</summary>
    public static IReadOnlyList<string> OfSilosAlone { get; } =
    [
        "ApplySchema", "KeepFinished", "KeepForecasts", "Placement:**", "SlotsPerBrowser",
        "Cluster:AdvertisedAddress", "Cluster:GatewayPort", "Cluster:ListenOnAnyAddress", "Cluster:SiloName", "Cluster:SiloPort",
        "Workers:*:BrowserPreferences:*", "Workers:*:BrowserTypes:*", "Workers:*:MaxBrowsers", "Workers:*:Silo", "Workers:*:WorkerId",
    ];

    /// <summary>The keys that are bound to a type's properties, as patterns.</summary>
    public static IEnumerable<string> Of(Type options) => options.GetProperties().SelectMany(property => Of(property.PropertyType, property.Name));

    /// <returns>One line for each key of the section that no pattern takes.</returns>
    public static IEnumerable<string> Problems(IConfigurationSection section, IReadOnlyCollection<string> patterns)
    {
        foreach (var (key, value) in Leaves(section, []))
        {
            if (!patterns.Any(pattern => Takes(pattern.Split(':'), key, string.IsNullOrEmpty(value))))
            {
                var nearest = patterns.Select(pattern => Filled(pattern, key)).MinBy(name => EditDistance.Of(name, string.Join(':', key)));
                yield return $"{section.Path}:{string.Join(':', key)} is no setting of the bridge; the nearest is {section.Path}:{nearest}.";
            }
        }
    }

    private static IEnumerable<string> Of(Type type, string name)
    {
        if (TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)))
        {
            return [name];
        }

        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            return Of(type.GetGenericArguments()[^1], $"{name}:{Any}");
        }

        // A data source or a delegate is given in code.
        return type.Namespace?.StartsWith("OrleansBridge", StringComparison.Ordinal) == true ? Of(type).Select(inner => $"{name}:{inner}") : [];
    }

    private static IEnumerable<(string[] Key, string? Value)> Leaves(IConfigurationSection section, string[] path)
    {
        var children = section.GetChildren().ToList();
        return children.Count > 0 ? children.SelectMany(child => Leaves(child, [.. path, child.Key])) : path.Length > 0 ? [(path, section.Value)] : [];
    }

    /// <summary>An empty list or object ends before its pattern does.</summary>
    private static bool Takes(string[] pattern, string[] key, bool empty) =>
        (key.Length == pattern.Length || (key.Length > pattern.Length && pattern[^1] == Below) || (empty && key.Length < pattern.Length))
        && key.Zip(pattern).All(pair => pair.Second is Any or Below || pair.Second.Equals(pair.First, StringComparison.OrdinalIgnoreCase));

    private static string Filled(string pattern, string[] key) =>
        string.Join(':', pattern.Split(':').Select((step, i) => step is not (Any or Below) ? step : i < key.Length ? key[i] : "0"));
}
