using System.Text.RegularExpressions;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Testing.Mutating;

/// <summary>A rule of the promise as <c>docs/rules.md</c> lists it: the test that holds it, and a line that breaks it.</summary>
/// <param name="Name">What must hold.</param>
/// <param name="Project">The test project.</param>
/// <param name="Test">The test's name.</param>
/// <param name="File">The source file, from the checkout's root.</param>
/// <param name="Old">Text that stands once in it.</param>
/// <param name="New">Text that breaks the rule.</param>
internal sealed partial record Rule(string Name, string Project, string Test, string File, string Old, string New)
{
    /// <summary>The table's rows: rule, `Project` `Test`, `file` `old` `new`.</summary>
    /// <exception cref="UserErrorException">A row that cannot be read.</exception>
    internal static IReadOnlyList<Rule> Read(string markdown) =>
        [.. markdown.Split('\n').Where(l => l.StartsWith('|')).Skip(2).Select(Parse)];

    /// <summary>The file's text with the rule broken.</summary>
    /// <exception cref="UserErrorException">The old text does not stand there exactly once.</exception>
    internal string Break(string text)
    {
        var count = text.Split(Old).Length - 1;
        return count == 1
            ? text.Replace(Old, New, StringComparison.Ordinal)
            : throw new UserErrorException($"docs/rules.md, rule '{Name}': `{Old}` stands {count} times in {File}; expected once", "Bring the row up to date.");
    }

    private static Rule Parse(string row)
    {
        var cells = Bar().Split(row).Select(c => c.Trim()).ToList();
        var codes = cells.Select(c => Code().Matches(c).Select(m => m.Groups[1].Value.Replace("\\|", "|", StringComparison.Ordinal)).ToList()).ToList();
        return cells.Count == 5 && codes[2].Count == 2 && codes[3].Count == 3
            ? new Rule(cells[1], codes[2][0], codes[2][1], codes[3][0], codes[3][1], codes[3][2])
            : throw new UserErrorException($"docs/rules.md has a row that cannot be read: {row}", "Expected | rule | `Project` `Test` | `file` `old` `new` |");
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();
}
