using System.Globalization;
using System.Xml.Linq;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Suites;

/// <summary>A suite's results as JUnit XML: one test suite a target, a failure for each wrong outcome, an error for each that did not run.</summary>
internal static class JUnitReport
{
    internal static string Write(SuiteReport report)
    {
        var suites = report.Tests.GroupBy(t => (Baseline.Key(t).Browser, Baseline.Key(t).Backend)).Select(target => new XElement(
            "testsuite",
            new XAttribute("name", $"{target.Key.Browser}/{target.Key.Backend}"),
            new XAttribute("tests", target.Count()),
            new XAttribute("failures", target.Count(IsFailure)),
            new XAttribute("errors", target.Count(IsError)),
            new XAttribute("skipped", target.Count(IsSkipped)),
            new XAttribute("time", Seconds(target.Sum(t => t.Timings.TotalMs ?? 0))),
            new XAttribute("timestamp", report.Started.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)),
            target.Select(Case)));
        var root = new XElement(
            "testsuites",
            new XAttribute("name", report.RunId),
            new XAttribute("tests", report.Tests.Count),
            new XAttribute("failures", report.Tests.Count(IsFailure)),
            new XAttribute("errors", report.Tests.Count(IsError)),
            suites);
        return new XDeclaration("1.0", "utf-8", null) + "\n" + root + "\n";
    }

    private static XElement Case(TestResult test) => new(
        "testcase",
        new XAttribute("classname", $"{Path.GetDirectoryName(test.ModelId)?.Replace('/', '.')}".Trim('.') is { Length: > 0 } folder ? folder : "models"),
        new XAttribute("name", $"{test.ModelId} [{Baseline.Key(test).Browser}/{Baseline.Key(test).Backend}]"),
        new XAttribute("time", Seconds(test.Timings.TotalMs ?? 0)),
        IsFailure(test) ? Verdict("failure", test) : IsError(test) ? Verdict("error", test) : IsSkipped(test) ? new XElement("skipped") : null);

    private static XElement Verdict(string name, TestResult test) => new(
        name,
        new XAttribute("type", test.Outcome.ToString()),
        new XAttribute("message", Clean(test.Reason ?? test.Outcome.ToString())),
        Clean(string.Join('\n', test.ConsoleErrors)));

    private static bool IsFailure(TestResult test) => test.Outcome is Outcome.Mismatch or Outcome.Failed;

    private static bool IsError(TestResult test) => test.Outcome is Outcome.TimedOut;

    private static bool IsSkipped(TestResult test) => test.Outcome is Outcome.Cancelled or Outcome.Simulated;

    private static string Seconds(double ms) => (ms / 1000).ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>XML 1.0 knows no control characters, but console messages do.</summary>
    private static string Clean(string text) => new([.. text.Where(c => System.Xml.XmlConvert.IsXmlChar(c))]);
}
