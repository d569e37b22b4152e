using System.CommandLine;
using OrleansBridge.Browsers;
using OrleansBridge.Browsers.Bare;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Suites;
using OrleansBridge.Cli.Targets;
using OrleansBridge.Onnx.Folders;

namespace OrleansBridge.Cli.Benching;

/// <summary>
/// <c>bridge bench outcomes</c>: whether each case of a suite ends as a bare page would end it, with the same browser, flags, bundle and
/// time: what the bridge does with pages and failures must neither break a case nor mend one.
/// </summary>
internal static class OutcomeBench
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "A folder of model folders.", DefaultValueFactory = _ => "/usr/share/libonnx-testdata/data/simple" };
    private static readonly Option<string[]> Browser = TargetSelection.Option("--browser", "Browser types, or all that run here.", "chrome");
    private static readonly Option<string[]> Backend = TargetSelection.Option("--backend", "Backends, or all that each browser has.", "wasm");
    private static readonly Option<string[]> Filter = new("--filter") { Description = "Only models whose id contains this, as in `suite`.", HelpName = "TEXT" };
    private static readonly Option<double> Timeout = new("--timeout") { Description = "Seconds for one case.", DefaultValueFactory = _ => 30 };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create()
    {
        var command = new BridgeCommand(
            "outcomes",
            "Every case of a suite on a bare page and through the bridge: do they end alike?",
            "./bridge bench outcomes",
            "./bridge bench outcomes /usr/share/libonnx-testdata/data/node --browser all --backend all --json outcomes.json")
        {
            Folder, Browser, Backend, Filter, Timeout, Json,
        };
        EngineOptions.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var selection = TargetSelection.Of(parsed.GetValue(Browser)!, parsed.GetValue(Backend)!);
        var timeout = parsed.GetValue(Timeout) is > 0 and <= 86_400 and var seconds ? seconds : throw new UserErrorException($"--timeout is {parsed.GetValue(Timeout)}; expected seconds above 0");
        var suite = ModelSuite.Open(parsed.GetValue(Folder)!);
        var filter = new ModelFilter(parsed.GetValue(Filter) ?? []);
        var cases = suite.Cases.Where(c => filter.Takes(c.ModelId)).ToList();
        if (cases.Count == 0)
        {
            throw new UserErrorException($"--filter leaves none of the {suite.Cases.Count} models");
        }

        var data = new DataFolder(parsed.Data().In("bench"));
        var engine = EngineOptions.Of(parsed) with { Browsers = selection.Browsers };
        var options = await engine.BrowserOptionsAsync(data, cancellation) with { ArtifactFolder = null };
        var started = DateTimeOffset.UtcNow;
        using var models = engine.Models(data);
        await using var bridge = await BridgeConnection.OpenAsync(
            data,
            new BridgeHostOptions { Engine = _ => new BrowserEngine(options, models), Workers = [new() { WorkerId = "one", MaxBrowsers = 2 }] },
            cancellation);
        var figures = new List<BenchFigure>();
        foreach (var target in selection.Among(await bridge.FarmCapabilitiesAsync(cancellation)))
        {
            Screen.Note($"{target}: {cases.Count} cases on a bare page ...");
            IReadOnlyList<BareOutcome> plain;
            await using (var bare = await BareRunner.StartAsync(options, target.Browser, target.Backend, cancellation))
            {
                plain = await bare.RunAsync(cases.Select(c => c.Path), TimeSpan.FromSeconds(timeout), cancellation);
            }

            Screen.Note($"{target}: {cases.Count} cases through the bridge ...");
            var plan = SuitePlan.Make($"outcomes-{started:yyyyMMddHHmmss}", suite, cases, [target], timeout);
            using var execution = new SuiteExecution(bridge);
            var ours = (await execution.RunAsync(plan.Tests, cancellation).ToListAsync(cancellation)).ToDictionary(r => r.ModelId);
            var alike = 0;
            foreach (var (test, wanted) in cases.Zip(plain))
            {
                var result = ours[test.ModelId];
                alike += result.Outcome == wanted.Outcome ? 1 : 0;
                if (result.Outcome != wanted.Outcome)
                {
                    Console.WriteLine($"{target} {test.ModelId}: bare page {wanted.Outcome} ({wanted.Reason}), bridge {result.Outcome} ({result.Reason})");
                }
            }

            Screen.Note($"{target}: {alike} of {cases.Count} alike; on the bare page " + string.Join(", ", plain.CountBy(p => p.Outcome).Select(c => $"{c.Value} {c.Key}")));
            figures.Add(BenchFigure.Of($"alike {target}", bridge.Endpoint.Runtime, "cases", "higher", "bare page", [(alike, cases.Count)], 1));
        }

        var report = new BenchReport("outcomes", Machine.Here, started, figures);
        report.Show();
        await JsonReport.WriteAsync(parsed.GetValue(Json), report);
        return report.AllMet ? ExitCode.Clean : ExitCode.Failed;
    }
}
