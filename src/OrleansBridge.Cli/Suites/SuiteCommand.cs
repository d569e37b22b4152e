using System.CommandLine;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Targets;
using OrleansBridge.Onnx.Folders;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Suites;

/// <summary><c>bridge suite</c>: a folder of models over browsers and backends.</summary>
internal static class SuiteCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "A folder of model folders (model.onnx with test_data_set_N), at any depth." };
    private static readonly Option<string[]> Browser = TargetSelection.Option("--browser", "Browser types, or all that run here.", "chrome");
    private static readonly Option<string[]> Backend = TargetSelection.Option("--backend", "Backends, or all that each browser has.", "wasm");
    private static readonly Option<string[]> Filter = new("--filter") { Description = "Only models whose id contains this; * and ? match the whole id; !TEXT leaves out. Repeatable.", HelpName = "TEXT" };
    private static readonly Option<int> Jobs = new("--jobs") { Description = "Browser instances at work at once (of a private bridge).", DefaultValueFactory = _ => Math.Clamp(Environment.ProcessorCount, 1, 4) };
    private static readonly Option<double> Timeout = new("--timeout") { Description = "Seconds for one test.", DefaultValueFactory = _ => 30 };
    private static readonly Option<string?> BaselineFile = new("--baseline") { Description = "An earlier --json report to compare with.", HelpName = "OLD.json" };
    private static readonly Option<FailOn> FailOnOption = new("--fail-on") { Description = "What makes the exit status 1: failure (any test that did not pass), regression (against --baseline), or nothing.", DefaultValueFactory = _ => FailOn.Failure };
    private static readonly Option<string?> Json = CommonOptions.Json();
    private static readonly Option<string?> JUnit = new("--junit") { Description = "Write JUnit XML to FILE.", HelpName = "FILE" };
    private static readonly Option<string?> Html = new("--html") { Description = "Write a page to FILE.", HelpName = "FILE" };

    internal static Command Create()
    {
        var command = new BridgeCommand(
            "suite",
            "Runs every model of a folder on browsers and backends. An unfinished run resumes; a finished one starts anew.",
            "./bridge suite /usr/share/libonnx-testdata/data/simple",
            "./bridge suite models --browser all --backend all --json now.json --html now.html",
            "./bridge suite models --baseline old.json --fail-on regression --junit junit.xml",
            "./bridge suite /usr/share/libonnx-testdata/data/node --filter 'test_conv*' --filter '!transpose'")
        {
            Folder, Browser, Backend, Filter, Jobs, Timeout, BaselineFile, FailOnOption, Json, JUnit, Html,
        };
        EngineOptions.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (json, junit, html) = (parsed.GetValue(Json), parsed.GetValue(JUnit), parsed.GetValue(Html));
        JsonReport.CheckWritable(json, junit, html);
        var failOn = parsed.GetValue(FailOnOption);
        var baseline = parsed.GetValue(BaselineFile) is { } file ? Baseline.Read(file) : null;
        if (failOn == FailOn.Regression && baseline is null)
        {
            throw new UserErrorException("--fail-on regression needs something to compare with", "Add --baseline OLD.json");
        }

        var selection = TargetSelection.Of(parsed.GetValue(Browser)!, parsed.GetValue(Backend)!);
        var (suite, cases) = Cases(parsed);
        var jobs = parsed.GetValue(Jobs) is >= 1 and <= 64 and var n ? n : throw new UserErrorException($"--jobs is {parsed.GetValue(Jobs)}; expected 1 to 64");
        var timeout = parsed.GetValue(Timeout) is > 0 and <= 86_400 and var t ? t : throw new UserErrorException($"--timeout is {parsed.GetValue(Timeout)}; expected seconds above 0");

        var engine = EngineOptions.Of(parsed) with { Browsers = selection.Browsers };
        await using var bridge = await parsed.FarmAsync(engine, [LocalWorkers.Numbered(1, jobs)], cancellation);
        var targets = selection.Among(await bridge.FarmCapabilitiesAsync(cancellation));

        string[] arguments = [.. targets.Select(x => x.ToString()), .. parsed.GetValue(Filter) ?? [], $"{timeout}", engine.ToString()];
        var (run, resumed) = SuiteRun.Begin(parsed.Data(), suite.Folder, arguments);
        var plan = SuitePlan.Make(run.RunId, suite, cases, targets, timeout);
        var earlier = resumed ? await EarlierAsync(bridge, plan, cancellation) : [];
        Console.WriteLine(resumed
            ? $"resuming run {run.RunId}, begun {run.Started:u}: {earlier.Count} of {plan.Tests.Count} tests are done"
            : $"run {run.RunId}: {plan.Tests.Count} tests, {cases.Count} models on {string.Join(", ", targets)}");

        var open = plan.Tests.Where(test => !earlier.ContainsKey(test.TestId!)).ToList();
        using var execution = new SuiteExecution(bridge);
        var tests = await new SuiteProgress(plan.Tests.Count).ShowAsync([.. earlier.Values], execution.RunAsync(open, cancellation));
        SuiteRun.Finish(parsed.Data(), suite.Folder, arguments);

        var order = plan.Tests.Select((test, i) => (test.TestId!, i)).ToDictionary();
        var report = new SuiteReport
        {
            Suite = suite.Folder,
            RunId = run.RunId,
            Started = run.Started,
            Finished = DateTimeOffset.UtcNow,
            Resumed = resumed,
            Runtime = bridge.Endpoint.Runtime,
            Counts = SuiteReport.Count(tests),
            NotRun = suite.WithoutModel,
            Regressions = baseline?.Against(tests) ?? [],
            Tests = [.. tests.OrderBy(x => order[x.TestId])],
        };
        SuiteTable.Write(report);
        await JsonReport.WriteAsync(json, report);
        await (junit is null ? Task.CompletedTask : JsonReport.WriteTextAsync(junit, JUnitReport.Write(report)));
        await (html is null ? Task.CompletedTask : JsonReport.WriteTextAsync(html, HtmlReport.Write(report)));
        return failOn switch
        {
            FailOn.Nothing => ExitCode.Clean,
            FailOn.Regression => report.Regressions.Count == 0 ? ExitCode.Clean : ExitCode.Failed,
            _ => tests.All(x => x.Outcome == Outcome.Passed) ? ExitCode.Clean : ExitCode.Failed,
        };
    }

    private static (ModelSuite Suite, IReadOnlyList<SuiteCase> Cases) Cases(ParseResult parsed)
    {
        var suite = ModelSuite.Open(parsed.GetValue(Folder)!);
        var filter = new ModelFilter(parsed.GetValue(Filter) ?? []);
        var cases = suite.Cases.Where(c => filter.Takes(c.ModelId)).ToList();
        return cases.Count > 0 ? (suite, cases) : throw new UserErrorException($"--filter leaves none of the {suite.Cases.Count} models", "Loosen it, or see the model ids with --filter ''.");
    }

    private static async Task<Dictionary<string, TestResult>> EarlierAsync(BridgeConnection bridge, SuitePlan plan, CancellationToken cancellation)
    {
        var planned = plan.Tests.Select(t => t.TestId!).ToHashSet();
        var results = new Dictionary<string, TestResult>();
        TestPage page;
        string? cursor = null;
        do
        {
            page = await bridge.Api.ListAsync($"?status=completed&limit=1000&prefix={Uri.EscapeDataString(plan.RunId + "/")}{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", cancellation);
            foreach (var result in page.Tests.Select(t => t.Result).OfType<TestResult>().Where(r => planned.Contains(r.TestId)))
            {
                results[result.TestId] = result;
            }

            cursor = page.Cursor;
        }
        while (cursor is not null);
        return results;
    }
}
