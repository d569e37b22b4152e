using OrleansBridge.Cli.Reporting;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Suites;

/// <summary>The summary that ends <c>bridge suite</c>.</summary>
internal static class SuiteTable
{
    private const int MostFailures = 60;

    internal static void Write(SuiteReport report)
    {
        var failed = report.Tests.Where(t => t.Outcome != Outcome.Passed).ToList();
        if (Screen.IsLive)
        {
            foreach (var test in failed.Take(MostFailures))
            {
                Console.WriteLine($"{test.Outcome,-9} {test.TestId}  {test.Reason}");
            }

            if (failed.Count > MostFailures)
            {
                Console.WriteLine($"... and {failed.Count - MostFailures} more; --json FILE or --html FILE shows all");
            }
        }

        Console.WriteLine();
        Screen.Table(
            ["target", "tests", "passed", "mismatch", "failed", "timed out", "other", "median run ms", "median total ms"],
            report.Tests.GroupBy(t => (Baseline.Key(t).Browser, Baseline.Key(t).Backend)).Select(target => (IReadOnlyList<string>)
            [
                $"{target.Key.Browser}/{target.Key.Backend}", $"{target.Count()}", Count(target, Outcome.Passed), Count(target, Outcome.Mismatch),
                Count(target, Outcome.Failed), Count(target, Outcome.TimedOut), Count(target, Outcome.Cancelled, Outcome.Simulated),
                Figures.Ms(Median(target.Select(t => t.Timings.P50Ms ?? t.Timings.FirstRunMs))), Figures.Ms(Median(target.Select(t => t.Timings.TotalMs))),
            ]));
        if (report.NotRun.Count > 0)
        {
            Console.WriteLine($"{report.NotRun.Count} folders without a model were not run: {string.Join(", ", report.NotRun.Take(8))}{(report.NotRun.Count > 8 ? ", ..." : "")}");
        }

        foreach (var regression in report.Regressions)
        {
            Console.WriteLine($"regression {regression.ModelId} {regression.Browser}/{regression.Backend}: was {regression.Was}, is {regression.Now}: {regression.Reason}");
        }

        Console.WriteLine($"{report.Counts[nameof(Outcome.Passed)]} of {report.Tests.Count} passed in {Figures.Span(report.Finished - report.Started)}, run {report.RunId}");
    }

    private static string Count(IEnumerable<TestResult> tests, params Outcome[] outcomes) => $"{tests.Count(t => outcomes.Contains(t.Outcome))}";

    private static double? Median(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToList();
        return sorted.Count == 0 ? null : sorted[sorted.Count / 2];
    }
}
