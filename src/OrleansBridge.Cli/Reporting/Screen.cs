using Spectre.Console;

namespace OrleansBridge.Cli.Reporting;

/// <summary>Where commands write: tables on a terminal, the same as plain lines elsewhere. Messages go to standard error.</summary>
internal static class Screen
{
    /// <summary>Whether somebody watches: standard output is a terminal.</summary>
    internal static bool IsLive { get; } = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("CI") is null && AnsiConsole.Profile.Capabilities.Interactive;

    /// <summary>A line about what is going on, beside the output proper.</summary>
    internal static void Note(string text) => Console.Error.WriteLine(text);

    /// <summary>Rows under a header; columns as wide as they need, on one line a row when not a terminal.</summary>
    internal static void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.ToList();
        if (IsLive)
        {
            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumns([.. header.Select(h => new TableColumn(Markup.Escape(h)))]);
            all.ForEach(row => table.AddRow([.. row.Select(Markup.Escape)]));
            AnsiConsole.Write(table);
            return;
        }

        int[] widths = [.. header.Select((h, i) => all.Select(r => r[i].Length).Append(h.Length).Max())];
        foreach (var row in all.Prepend(header))
        {
            Console.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }
}
