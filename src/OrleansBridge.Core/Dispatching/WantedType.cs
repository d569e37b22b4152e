using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Dispatching;

/// <summary>The browser type that a test which has no place yet will probably load.</summary>
internal static class WantedType
{
    /// <param name="test">The test.</param>
    /// <param name="types">The browser types of the farm.</param>
    /// <returns>What it requires, else prefers, else what its model type has the most affinity to; null where the farm has none for it.</returns>
    public static string? Of(TestRequirements test, IReadOnlyCollection<string> types)
    {
        var wanted = test.BrowserRequirements;
        if (wanted.Required is { } required)
        {
            return required;
        }

        var open = types.Where(t => t != BrowserTypes.Native && !wanted.Excluded.Contains(t));
        return wanted.Preferred is { } preferred && open.Contains(preferred)
            ? preferred
            : open.OrderByDescending(t => Affinity.Of(test.ModelType, t)).ThenBy(t => t, StringComparer.Ordinal).FirstOrDefault();
    }
}
