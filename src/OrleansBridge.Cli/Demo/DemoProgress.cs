using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Submitting;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using Spectre.Console;

namespace OrleansBridge.Cli.Demo;

/// <summary>Shows a handful of tests as they go: a table that changes on a terminal, a line a change elsewhere.</summary>
internal sealed class DemoProgress(IReadOnlyList<TestRequirements> tests)
{
    private readonly Dictionary<string, TestSnapshot> _now = [];

    /// <returns>The results, in the order of the tests.</returns>
    internal async Task<List<TestResult>> ShowAsync(IAsyncEnumerable<TestSnapshot> changes)
    {
        if (Screen.IsLive)
        {
            await AnsiConsole.Live(Picture()).StartAsync(async live =>
            {
                await foreach (var change in changes)
                {
                    _now[change.TestId] = change;
                    live.UpdateTarget(Picture());
                }
            });
        }
        else
        {
            await foreach (var change in changes)
            {
                _now[change.TestId] = change;
                Console.WriteLine(ResultLines.Line(change));
            }
        }

        return [.. tests.Select(t => _now.GetValueOrDefault(t.TestId!)?.Result).OfType<TestResult>()];
    }

    private Table Picture()
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("test", "model", "state", "where");
        foreach (var test in tests)
        {
            var now = _now.GetValueOrDefault(test.TestId!);
            var state = now?.Result is { } result ? result.Outcome.ToString() : now?.Status.ToString().ToLowerInvariant() ?? "submitted";
            var color = now?.Result is null ? "grey" : now.Result.Outcome == Outcome.Passed ? "green" : "red";
            var place = now?.Worker is { } worker ? $"{worker} {now.Browser}/{now.Backend}" : now?.Detail ?? "";
            table.AddRow(Markup.Escape(test.TestId!), Markup.Escape(test.ModelId), $"[{color}]{state}[/]", Markup.Escape(place));
        }

        return table;
    }
}
