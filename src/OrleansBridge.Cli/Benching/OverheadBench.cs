using System.CommandLine;
using OrleansBridge.Browsers;
using OrleansBridge.Browsers.Bare;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Benching;

/// <summary>
/// <c>bridge bench overhead</c>: what the bridge costs against a bare page with the same browser, flags, bundle and threads.
/// Every case creates a session, runs and compares; bare page and bridge alternate.
/// </summary>
internal static class OverheadBench
{
    private const double CaseTarget = 1.25;
    private const double ThroughputTarget = .9;

    private static readonly Option<string> Suite = new("--suite") { Description = "Folder of the cases.", DefaultValueFactory = _ => "/usr/share/libonnx-testdata/data/node", HelpName = "DIR" };
    private static readonly Option<int> Cases = new("--cases") { Description = "Cases of a round.", DefaultValueFactory = _ => 80 };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds; each measures the bare page and the bridge.", DefaultValueFactory = _ => 7 };
    private static readonly Option<string> Browser = new("--browser") { Description = "Browser type.", DefaultValueFactory = _ => "chrome" };
    private static readonly Option<string> Backend = new("--backend") { Description = "Backend.", DefaultValueFactory = _ => "wasm" };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create()
    {
        var command = new BridgeCommand(
            "overhead",
            "The bridge against a bare page: time of a case, throughput with one and two browsers, memory.",
            "./bridge bench overhead",
            "./bridge bench overhead --backend webgpu --cases 20 --rounds 5 --json overhead.json")
        {
            Suite, Cases, Rounds, Browser, Backend, Json,
        };
        EngineOptions.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var (browser, backend, rounds, count) = (parsed.GetValue(Browser)!, parsed.GetValue(Backend)!, parsed.GetValue(Rounds), parsed.GetValue(Cases));
        var targets = Targets.TargetSelection.Of([browser], [backend]);
        if (rounds is < 1 or > 1000 || count is < 4 or > 10_000)
        {
            throw new UserErrorException($"--rounds is {rounds} and --cases {count}; expected 1 to 1000 and 4 to 10000");
        }

        // Always a private bridge with its own folder: what is measured must not share a browser with other work.
        var data = new DataFolder(parsed.Data().In("bench"));
        var engine = EngineOptions.Of(parsed) with { Browsers = [browser] };
        var options = await engine.BrowserOptionsAsync(data, cancellation) with { SessionCacheBytes = 0, ArtifactFolder = null };
        var started = DateTimeOffset.UtcNow;
        var timeout = TimeSpan.FromSeconds(30);
        Screen.Note("choosing cases on the bare page ...");
        await using var bare = await BareRunner.StartAsync(options, browser, backend, cancellation);
        var cases = await OverheadCases.ChooseAsync(bare, parsed.GetValue(Suite)!, count, timeout, cancellation);
        using var models = engine.Models(data);
        await using var bridge = await BridgeConnection.OpenAsync(
            data,
            new BridgeHostOptions { Engine = _ => new BrowserEngine(options, models), Workers = [new() { WorkerId = "one", MaxBrowsers = 1, BrowserTypes = [browser] }] },
            cancellation);
        targets.Among(await bridge.FarmCapabilitiesAsync(cancellation));
        var side = new BridgeSide(bridge, browser, backend, timeout);
        await side.ThroughputAsync(cases.Long, cancellation);
        await side.ThroughputAsync(cases.Mixed, cancellation);

        var measured = new List<OverheadRound>();
        for (var round = 1; round <= rounds; round++)
        {
            measured.Add(await OverheadRound.MeasureAsync(bare, side, cases, timeout, cancellation));
            Screen.Note($"round {round} of {rounds}: {measured[^1]}");
        }

        var report = new BenchReport("overhead", Machine.Here, started, Figures(bridge.Endpoint.Runtime, measured));
        report.Show();
        await JsonReport.WriteAsync(parsed.GetValue(Json), report);
        return report.AllMet ? ExitCode.Clean : ExitCode.Failed;
    }

    private static List<BenchFigure> Figures(string runtime, List<OverheadRound> rounds)
    {
        return
        [
            Figure("case_median", "ms", "lower", "bare page", r => (r.CaseMs, r.BareCaseMs), CaseTarget),
            Figure("throughput_1", "cases/s", "higher", "bare page", r => (r.OnePerS, r.BarePerS), ThroughputTarget),
            Figure("throughput_1_errors", "cases/s", "higher", "bare page", r => (r.OneMixedPerS, r.BareMixedPerS), 1),
            Figure("throughput_2", "cases/s", "higher", "throughput_1", r => (r.TwoPerS, r.OnePerS), 1),
            Figure("submit_to_accepted", "ms", "lower", "bare page", r => (r.SubmitMs, r.BareCaseMs), null),
            Figure("peak_memory", "MB", "lower", "bare page", r => (r.PeakMb, r.BarePeakMb), null),
        ];

        BenchFigure Figure(string name, string unit, string better, string against, Func<OverheadRound, (double, double)> pair, double? target) =>
            BenchFigure.Of(name, runtime, unit, better, against, [.. rounds.Select(pair)], target);
    }
}
