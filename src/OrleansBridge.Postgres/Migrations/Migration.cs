using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansBridge.Postgres;

/// <summary>One file of <c>sql/</c>.</summary>
internal sealed partial record Migration(int Version, string Name, string Sql)
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> Known { get; } =
        [.. typeof(Migration).Assembly.GetManifestResourceNames().Select(Read).OfType<Migration>().OrderBy(m => m.Version)];

    /// <summary>Where it stands in the checkout.</summary>
    public string File => $"sql/{Version:000}_{Name}.sql";

    private static Migration? Read(string resource)
    {
        var name = FileName().Match(resource);
        if (!name.Success)
        {
            return null;
        }

        using var text = new StreamReader(typeof(Migration).Assembly.GetManifestResourceStream(resource)!);
        return new(int.Parse(name.Groups[1].Value, CultureInfo.InvariantCulture), name.Groups[2].Value, text.ReadToEnd());
    }

    [GeneratedRegex(@"^sql/(\d{3})_(\w+)\.sql$")]
    private static partial Regex FileName();
}
