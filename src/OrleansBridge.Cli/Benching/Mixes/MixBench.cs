using System.CommandLine;
using OrleansBridge.Browsers;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Hosting;
using OrleansBridge.Onnx.SmallModels;
using OrleansBridge.Postgres;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>
/// <c>bridge bench mix</c>: seeded mixes of tests over three real browsers, placed by the bridge as it comes, by who has least to do, and
/// in turn. Each side is a bridge of its own with the same browsers, which stay warm; the sides take turns, each time with the same mix.
/// </summary>
internal static class MixBench
{
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds; each side runs the round's mix once.", DefaultValueFactory = _ => 6 };
    private static readonly Option<int> Tests = new("--tests") { Description = "Tests of a mix.", DefaultValueFactory = _ => 60 };
    private static readonly Option<int> Iterations = new("--iterations") { Description = "Timed inferences of a test.", DefaultValueFactory = _ => 12 };
    private static readonly Option<int> Cache = new("--cache") { Description = "MB of models that a browser keeps loaded for each backend. The four models take 29.", DefaultValueFactory = _ => 16, HelpName = "MB" };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the mixes and of the sides' order.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> FirstBackend = new("--first-backend") { Description = "The other sides take the first backend of the default order instead of the one that was measured to be faster." };
    private static readonly Option<bool> Taught = new("--taught") { Description = "Begin with what an earlier run of this bench learned, instead of running every model everywhere again." };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create()
    {
        var command = new BridgeCommand(
            "mix",
            "Mixes of 60 tests on three real browsers: the bridge's placement against the least loaded browser and against each in turn.",
            "./bridge bench mix",
            "./bridge bench mix --rounds 10 --json mix.json")
        {
            Rounds, Tests, Iterations, Cache, Seed, FirstBackend, Taught, Json,
        };
        EngineOptions.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        Within("--rounds", parsed.GetValue(Rounds), 2, 1000);
        Within("--tests", parsed.GetValue(Tests), 10, 1000);
        Within("--iterations", parsed.GetValue(Iterations), 2, 10_000);
        Within("--cache", parsed.GetValue(Cache), 1, 4096);

        var (started, data) = (DateTimeOffset.UtcNow, new DataFolder(parsed.Data().In("bench")));
        Screen.Note("making the small models and their expected outputs ...");
        await SmallModelSet.EnsureAsync(data.In("models"), "node", Path.Combine(Installation.NodeModules, "onnxruntime-node"), cancellation);
        var engine = EngineOptions.Of(parsed);
        var browsers = await engine.BrowserOptionsAsync(data, cancellation) with { SessionCacheBytes = (long)parsed.GetValue(Cache) << 20, ArtifactFolder = null };
        using var models = engine.Models(data);
        await using var server = await PrivateServer.StartAsync(new() { DataFolder = data.Path, MaxConnections = 400 }, cancellation);
        var tests = new MixTests(data.In("models"), parsed.GetValue(Iterations));
        var plan = new MixPlan(parsed.GetValue(Seed), parsed.GetValue(Rounds), parsed.GetValue(Tests), MixSide.All(parsed.GetValue(FirstBackend)), parsed.GetValue(Taught));
        var measured = await new MixMeasurement(server, _ => new BrowserEngine(browsers, models), data.LogFile, tests).RunAsync(plan, cancellation);

        var speeds = MixSpeeds.Of(measured.All);
        MixTables.Show(measured.Rounds, speeds);
        var report = new BenchReport("mix", Machine.Here, started, [.. MixFigures.Of(OrleansRuntimeName.Value, measured.Rounds, speeds)]) { Inputs = Inputs(browsers, parsed) };
        report.Show();
        report.Inputs!.ToList().ForEach(Console.WriteLine);
        await JsonReport.WriteAsync(parsed.GetValue(Json), report);
        return report.AllMet && measured.Rounds.All(r => r.Values.All(run => run.Results.Count == plan.Tests && run.Results.All(t => t.Outcome == Outcome.Passed))) ? ExitCode.Clean : ExitCode.Failed;
    }

    /// <summary>What the figures rest on besides the machine.</summary>
    private static List<string> Inputs(BrowserEngineOptions browsers, ParseResult parsed) =>
    [
        $"{parsed.GetValue(Tests)} tests of {parsed.GetValue(Iterations)} timed inferences, models of {browsers.SessionCacheBytes >> 20} MB kept for each browser and backend, adapter {browsers.Adapter}, seed {parsed.GetValue(Seed)}",
        parsed.GetValue(FirstBackend)
            ? "least-loaded and round-robin take the first backend of the default order"
            : "least-loaded and round-robin take the backend that was measured to be fastest on a browser, as the bridge does: what differs is where",
    ];

    private static void Within(string option, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new UserErrorException($"{option} is {value}; expected {least} to {most}");
        }
    }
}
