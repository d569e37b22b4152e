using System.Globalization;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Chaos.Planning;

/// <summary><c>--seed A..B</c>, both ends included, or one seed.</summary>
internal static class SeedRange
{
    private const int Most = 10_000;

    internal static IReadOnlyList<int> Parse(string text)
    {
        var ends = text.Split("..");
        if (ends.Length is 1 or 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && first <= last && last - first < Most)
        {
            return [.. Enumerable.Range(first, last - first + 1)];
        }

        throw new UserErrorException($"--seed is '{text}'; expected a number such as 7 or a range such as 1..10, of at most {Most} seeds");
    }
}
