using System.Xml.Linq;
using OrleansBridge.Cli.Suites;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Tests.Suites;

public sealed class SuiteReportTests
{
    private static readonly SuiteReport Report = new()
    {
        Suite = "/models",
        RunId = "r",
        Started = DateTimeOffset.UnixEpoch,
        Finished = DateTimeOffset.UnixEpoch.AddSeconds(3),
        Runtime = "Embedded",
        Counts = new Dictionary<string, int>(),
        NotRun = ["empty"],
        Tests =
        [
            Result("a", Outcome.Passed), Result("b<c", Outcome.Mismatch, "output y: 1 is not 2"), Result("d", Outcome.TimedOut, "\u0001 bell"), Result("e", Outcome.Cancelled),
        ],
    };

    [Fact]
    public void JUnit_counts_failures_errors_and_skipped_ones()
    {
        var suite = XDocument.Parse(JUnitReport.Write(Report)).Root!.Element("testsuite")!;

        Assert.Equal("chrome/wasm", suite.Attribute("name")!.Value);
        Assert.Equal(("4", "1", "1", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value, suite.Attribute("skipped")!.Value));
        Assert.Equal("output y: 1 is not 2", suite.Descendants("failure").Single().Attribute("message")!.Value);
    }

    [Fact]
    public void The_page_escapes_what_models_are_called()
    {
        var page = HtmlReport.Write(Report);

        Assert.Contains("b&lt;c", page, StringComparison.Ordinal);
        Assert.DoesNotContain("b<c", page, StringComparison.Ordinal);
        Assert.Contains("empty", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_regression_passed_then_and_does_not_now()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """
                {"tests":[{"test_id":"old/b<c/chrome/wasm","model_id":"b<c","model_type":"generic","outcome":"Passed"},
                          {"test_id":"old/d/chrome/wasm","model_id":"d","model_type":"generic","outcome":"TimedOut"},
                          {"test_id":"old/a/firefox/wasm","model_id":"a","model_type":"generic","outcome":"Passed"}]}
                """);

            var regression = Assert.Single(Baseline.Read(file).Against(Report.Tests));
            Assert.Equal(("b<c", "chrome", "Mismatch"), (regression.ModelId, regression.Browser, regression.Now));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static TestResult Result(string model, Outcome outcome, string? reason = null) =>
        new() { TestId = $"r/{model}/chrome/wasm", ModelId = model, ModelType = "generic", Outcome = outcome, Reason = reason };
}
