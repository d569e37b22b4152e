using System.Text;
using System.Text.RegularExpressions;

namespace OrleansBridge.Packages.Tests.GettingStarted;

/// <summary>A page of docs/ as what it tells its reader to do: run the lines after <c>$</c>, write the files that are named before a block.</summary>
internal sealed partial class Guide(string text)
{
    public static Guide Read(string name) => new(File.ReadAllText(Path.Combine(Checkout.Root, "docs", name)));

    /// <summary>The variables that the reader sets to values of his own.</summary>
    public IReadOnlyList<string> Variables => [.. Exported().Matches(text).Select(m => m.Groups["name"].Value)];

    /// <summary>One section's steps as a script. Files are taken from <c>$SNIPPETS</c>, where this puts them.</summary>
    /// <param name="section">Its heading.</param>
    /// <param name="snippets">A folder for the files' contents.</param>
    public string Script(string section, string snippets)
    {
        var script = new StringBuilder();
        foreach (Match block in Block().Matches(Section(section)))
        {
            if (block.Groups["language"].Value == "console")
            {
                foreach (Match command in Command().Matches(block.Groups["body"].Value))
                {
                    script.AppendLine(command.Groups["line"].Value);
                }
            }
            else
            {
                var file = block.Groups["file"].Value;
                Assert.True(file.Length > 0, $"a block in section '{section}' does not say which file it is");
                var snippet = Path.Combine(snippets, Guid.NewGuid().ToString("n"));
                File.WriteAllText(snippet, block.Groups["body"].Value);
                script.AppendLine($"cp {snippet} \"$ROOT/try-bridge/{file}\"");
            }
        }

        return script.ToString();
    }

    private string Section(string heading)
    {
        var start = text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"the guide has no section '{heading}'");
        var end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    [GeneratedRegex(@"(?:`(?<file>[\w./-]+)`:\n\n)?```(?<language>\w+)\n(?<body>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\$ (?<line>.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^\$ export (?<name>\w+)=", RegexOptions.Multiline)]
    private static partial Regex Exported();
}
