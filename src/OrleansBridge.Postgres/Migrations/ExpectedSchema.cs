using System.Text.RegularExpressions;

namespace OrleansBridge.Postgres;

/// <summary>What the files of <c>sql/</c> make, read out of them; a test compares it with a database that has them.</summary>
internal sealed partial record ExpectedSchema
{
    /// <summary>Of all files.</summary>
    public static ExpectedSchema Known { get; } = Of(string.Join('\n', Migration.Known.Select(m => m.Sql)));

    /// <summary>Tables, <c>schema.name</c>.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Columns of the tables, <c>schema.name.column</c>.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Views, <c>schema.name</c>.</summary>
    public required IReadOnlyList<string> Views { get; init; }

    /// <summary>Functions, <c>schema.name</c>.</summary>
    public required IReadOnlyList<string> Functions { get; init; }

    /// <summary>Triggers, <c>schema.table.name</c>.</summary>
    public required IReadOnlyList<string> Triggers { get; init; }

    /// <summary>Indexes, <c>schema.name</c>.</summary>
    public required IReadOnlyList<string> Indexes { get; init; }

    /// <summary>The statements kept for Orleans' ADO.NET providers, by their keys.</summary>
    public required IReadOnlyDictionary<string, string> Queries { get; init; }

    private static ExpectedSchema Of(string sql) => new()
    {
        Tables = Distinct(Table().Matches(sql).Select(m => m.Groups[1].Value)),
        Columns = Distinct(Table().Matches(sql).SelectMany(m => Column().Matches(m.Groups[2].Value).Select(c => $"{m.Groups[1].Value}.{c.Groups[1].Value}"))),
        Views = Distinct(View().Matches(sql).Select(m => m.Groups[1].Value)),
        Functions = Distinct(Function().Matches(sql).Select(m => m.Groups[1].Value)),
        Triggers = Distinct(Trigger().Matches(sql).Select(m => $"{m.Groups[2].Value}.{m.Groups[1].Value}")),
        Indexes = Distinct(Index().Matches(sql).Select(m => $"{m.Groups[2].Value}.{m.Groups[1].Value}")),
        Queries = Query().Matches(sql).GroupBy(m => m.Groups[1].Value, m => m.Groups[2].Value).ToDictionary(q => q.Key, q => q.Last()),
    };

    private static string[] Distinct(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"^CREATE (?:UNLOGGED )?TABLE IF NOT EXISTS ([\w.]+) \(\n(.*?)^\)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Table();

    // Constraints begin with a capital.
    [GeneratedRegex(@"^  ""?([a-z]\w*)""? +[a-z]", RegexOptions.Multiline)]
    private static partial Regex Column();

    [GeneratedRegex(@"^CREATE OR REPLACE VIEW ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex View();

    [GeneratedRegex(@"^CREATE OR REPLACE FUNCTION ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Function();

    [GeneratedRegex(@"^CREATE OR REPLACE TRIGGER (\w+) AFTER [A-Z]+(?: OF \w+)? ON ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Trigger();

    [GeneratedRegex(@"^CREATE (?:UNIQUE )?INDEX IF NOT EXISTS (\w+) ON (\w+)\.", RegexOptions.Multiline)]
    private static partial Regex Index();

    [GeneratedRegex(@"^\('(\w+Key)', \$\$(.*?)\$\$\)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Query();
}
