using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansBridge.Postgres;

/// <summary>One file of <c>sql/</c>.</summary>
internal sealed partial record Migration(int Version, string Name, string Sql)
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> Known { get; } =
        [.. typeof(Migration).Assembly.GetManifestResourceNames().Select(Read).OfType<Migration>().OrderBy(m => m.Version)];

    /// <summary>The tables and views it makes.</summary>
    public IEnumerable<string> Relations => Made().Matches(Sql).Select(m => m.Groups[1].Value);

    /// <summary>The statements it keeps for Orleans' ADO.NET providers, by their keys.</summary>
    public IEnumerable<string> QueryKeys => Kept().Matches(Sql).Select(m => m.Groups[1].Value);

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

    [GeneratedRegex(@"^CREATE (?:TABLE IF NOT EXISTS|OR REPLACE VIEW) ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Made();

    [GeneratedRegex(@"^\('(\w+Key)', \$\$", RegexOptions.Multiline)]
    private static partial Regex Kept();
}
