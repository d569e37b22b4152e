using System.Net;
using System.Text;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Suites;

/// <summary>A suite's results as one self-contained page: models down, targets across.</summary>
internal static class HtmlReport
{
    private const string Style = """
        body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem; color: #1a1a1a }
        table { border-collapse: collapse; margin: 1rem 0 } th, td { padding: .2rem .6rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top }
        th { position: sticky; top: 0; background: #fff } td.why { color: #666; max-width: 40rem }
        .Passed { color: #0a7d33 } .Mismatch { color: #b35900 } .Failed { color: #c0202a } .TimedOut { color: #7a1fa2 } .Cancelled, .Simulated { color: #666 }
        """;

    internal static string Write(SuiteReport report)
    {
        var targets = report.Tests.Select(t => (Baseline.Key(t).Browser, Baseline.Key(t).Backend)).Distinct().ToList();
        var page = new StringBuilder();
        page.Append($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{Text(report.RunId)}</title><style>{Style}</style>");
        page.Append($"<h1>{Text(report.RunId)}</h1><p>{Text(report.Suite)}, {report.Started:u}, {Figures.Span(report.Finished - report.Started)}, {Text(report.Runtime)} Orleans, {Text(report.Machine.Cpu ?? report.Machine.Os)}, {report.Machine.Cores} cores");
        page.Append("<table><tr><th>target").AppendJoin("", Enum.GetNames<Outcome>().Select(o => $"<th>{o}"));
        foreach (var (browser, backend) in targets)
        {
            var counts = SuiteReport.Count([.. report.Tests.Where(t => Baseline.Key(t).Browser == browser && Baseline.Key(t).Backend == backend)]);
            page.Append($"<tr><td>{browser}/{backend}").AppendJoin("", counts.Select(c => $"<td class=\"{c.Key}\">{c.Value}"));
        }

        page.Append("</table><table><tr><th>model").AppendJoin("", targets.Select(t => $"<th>{t.Browser}/{t.Backend}")).Append("<th>why");
        foreach (var model in report.Tests.GroupBy(t => t.ModelId))
        {
            var row = model.ToDictionary(t => (Baseline.Key(t).Browser, Baseline.Key(t).Backend));
            page.Append($"<tr><td>{Text(model.Key)}").AppendJoin("", targets.Select(t => row.TryGetValue(t, out var result) ? Cell(result) : "<td>"));
            page.Append("<td class=\"why\">").AppendJoin("<br>", model.Where(t => t.Reason is not null).Select(t => Text($"{Baseline.Key(t).Browser}/{Baseline.Key(t).Backend}: {t.Reason}")));
        }

        page.Append("</table>");
        if (report.NotRun.Count > 0)
        {
            page.Append("<h2>Folders without a model, not run</h2><ul>").AppendJoin("", report.NotRun.Select(f => $"<li>{Text(f)}")).Append("</ul>");
        }

        return page.Append("</html>\n").ToString();
    }

    private static string Cell(TestResult test) => $"<td class=\"{test.Outcome}\">{test.Outcome}{(test.Timings.P50Ms is { } ms ? $" {Figures.Ms(ms)} ms" : "")}";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
