using System.CommandLine;
using System.Globalization;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Targets;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Execution;

namespace OrleansBridge.Cli.Profiling;

/// <summary><c>bridge profile</c>: how fast this machine's browsers are at what, as a file that simulations take for the truth.</summary>
internal static class ProfileCommand
{
    private const string All = "all";
    private const int SlowShare = 10;

    private static readonly Option<string[]> Models = TargetSelection.Option("--models", "Models of the project, or all.", All);
    private static readonly Option<string[]> Browser = TargetSelection.Option("--browser", "Browser types, or all that run here.", All);
    private static readonly Option<string[]> Backend = TargetSelection.Option("--backend", "Backends, or all that each browser has.", All);
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds; each measures every model on every browser and backend, and launches every browser.", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Iterations = new("--iterations") { Description = "Timed runs of a measurement; a tenth of it on software WebGPU.", DefaultValueFactory = _ => 20 };
    private static readonly Option<int> TestSize = new("--test-size") { Description = "Runs that a test of the profile consists of.", DefaultValueFactory = _ => 100 };
    private static readonly Option<string> Out = new("--out") { Description = "Write the profile to FILE.", HelpName = "FILE", Required = true };

    internal static Command Create()
    {
        var command = new BridgeCommand(
            "profile",
            "Measures launches, model loads, runs and memory on this machine's browsers, and writes the speed profile that `bench headline --profile FILE` simulates with.",
            "./bridge profile --out speeds.json",
            "./bridge profile --backend wasm,webnn --rounds 5 --out speeds.json")
        {
            Models, Browser, Backend, Rounds, Iterations, TestSize, Out,
        };
        EngineOptions.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(Out)!;
        JsonReport.CheckWritable(file);
        var types = ModelTypesOf(parsed.GetValue(Models)!);
        var selection = TargetSelection.Of(parsed.GetValue(Browser)!, parsed.GetValue(Backend)!);
        var (rounds, iterations, size) = (parsed.GetValue(Rounds), parsed.GetValue(Iterations), parsed.GetValue(TestSize));
        if (rounds is < 2 or > 1000 || iterations is < 2 or > 10_000 || size is < 1 or > 1_000_000)
        {
            throw new UserErrorException($"--rounds is {rounds}, --iterations {iterations} and --test-size {size}; expected 2 to 1000, 2 to 10000 and 1 to 1000000");
        }

        var (engine, data) = (EngineOptions.Of(parsed) with { Browsers = selection.Browsers }, new DataFolder(parsed.Data().In("bench")));
        var samples = new List<SpeedSample>();
        var memory = new Dictionary<(string ModelType, Target Target), double?>();
        IReadOnlyList<BrowserCapability> found;
        IReadOnlyList<Target> targets;
        await using (var meter = await SpeedMeter.StartAsync(engine, data, cancellation))
        {
            found = meter.Capabilities;
            CapabilityLines.Write(found);
            targets = selection.Among(found);
            Screen.Note($"{types.Count} models on {string.Join(", ", targets)}: memory first ...");
            foreach (var target in targets)
            {
                // The page is opened by a run that does not count.
                foreach (var type in types.Prepend(types[^1]))
                {
                    memory[(type, target)] = await meter.MemoryAsync(type, target, cancellation);
                }
            }

            for (var round = 1; round <= rounds; round++)
            {
                foreach (var type in types)
                {
                    // Each round in another order, so that none always runs on the warmest machine.
                    foreach (var target in targets.Skip(round % targets.Count).Concat(targets.Take(round % targets.Count)))
                    {
                        samples.Add(await meter.MeasureAsync(type, target, target.Iterations(found, iterations, SlowShare), cancellation));
                    }
                }

                Screen.Note($"round {round} of {rounds}");
            }
        }

        var launches = await LaunchesAsync(await engine.BrowserOptionsAsync(data, cancellation), [.. found.Where(f => targets.Any(t => t.Browser == f.Browser))], rounds, cancellation);
        var profile = ProfileMaking.Of(Name(), Source(found, targets, rounds, iterations, size), size, launches, samples, memory);
        Show(profile);
        await JsonReport.WriteTextAsync(file, profile.ToJson());
        Console.WriteLine($"{profile.Evidence}; written to {file}");
        return ExitCode.Clean;
    }

    private static async Task<List<LaunchSample>> LaunchesAsync(BrowserEngineOptions options, IReadOnlyList<BrowserCapability> browsers, int rounds, CancellationToken cancellation)
    {
        var launches = new List<LaunchSample>();
        await using var meter = await LaunchMeter.StartAsync(options with { SparePages = 0 }, cancellation);
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var browser in browsers)
            {
                cancellation.ThrowIfCancellationRequested();
                var sample = await meter.MeasureAsync(browser.Browser, browser.Backends.Any(b => b.SoftwareAdapter == true));
                if (round > 0)
                {
                    launches.Add(sample);
                }
            }
        }

        return launches;
    }

    private static List<string> ModelTypesOf(string[] asked)
    {
        var ids = asked.SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();
        return ids.Find(id => id != All && !MeasuredModels.Ids.Contains(id)) is { } unknown
            ? throw new UserErrorException($"--models names '{unknown}'; expected {string.Join(", ", MeasuredModels.Ids)} or {All}")
            : [.. (ids.Contains(All) || ids.Count == 0 ? MeasuredModels.Ids : ids).Select(MeasuredModels.TypeOf)];
    }

    private static string Name() => string.Create(CultureInfo.InvariantCulture, $"{Machine.Here.Cpu ?? Machine.Here.Architecture}, {DateTimeOffset.UtcNow:yyyy-MM-dd}");

    private static string Source(IReadOnlyList<BrowserCapability> found, IReadOnlyList<Target> targets, int rounds, int iterations, int size) =>
        $"{string.Join(", ", found.Where(f => targets.Any(t => t.Browser == f.Browser)).Select(f => $"{f.Browser} {f.Version}{(f.Substitute ? " (substitute)" : "")}"))} on {Machine.Here.Cores} cores, one at a time; "
        + $"{rounds} rounds of {iterations} runs; a test is {size} runs"
        + (found.SelectMany(f => f.Backends).Any(b => b is { Works: true, SoftwareAdapter: true }) ? "; software adapters" : "");

    private static void Show(SpeedProfile profile)
    {
        Console.WriteLine();
        Screen.Table(
            ["browser", "launch s", "MB"],
            profile.Browsers.Select(b => (IReadOnlyList<string>)[b.Browser, Figures.Number(b.LaunchSeconds), Figures.Number(b.Megabytes, "0")]));
        Console.WriteLine();
        Screen.Table(
            ["model type", "browser/backend", "set-up s", "test s", "spread", "MB", "runs measured"],
            profile.Entries.OrderBy(e => e.ModelType, StringComparer.Ordinal).ThenBy(e => e.RunSeconds).Select(e => (IReadOnlyList<string>)
            [
                e.ModelType, $"{e.Browser}/{e.Backend}", Figures.Number(e.SetupSeconds), Figures.Number(e.RunSeconds), Figures.Number(e.Spread), Figures.Number(e.Megabytes, "0"), Figures.Number(e.Samples),
            ]));
    }
}
