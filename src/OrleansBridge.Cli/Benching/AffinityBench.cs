using System.CommandLine;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Profiling;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Targets;
using OrleansBridge.Execution;
using OrleansBridge.Hosting;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Benching;

/// <summary>
/// <c>bridge bench affinity</c>: the three claims of throughput (SPEC section 13) on real browsers: the claimed browser type with its best
/// backend against the best of the others with theirs, alternating. A refuted claim is a valid result.
/// </summary>
internal static class AffinityBench
{
    private static readonly (string Name, string ModelType, string Browser, double Claimed)[] Claims =
    [
        ("audio_firefox", ModelTypes.Audio, BrowserTypes.Firefox, 1.55),
        ("vision_chrome", ModelTypes.Vision, BrowserTypes.Chrome, 1.2),
        ("text_edge", ModelTypes.TextEmbedding, BrowserTypes.Edge, 1.35),
    ];

    private const int SlowShare = 10;

    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds; each measures every browser type and backend once.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Iterations = new("--iterations") { Description = "Timed runs of a measurement; a tenth of it on software WebGPU.", DefaultValueFactory = _ => 20 };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create()
    {
        var command = new BridgeCommand(
            "affinity",
            "Claimed against measured: audio on Firefox, vision on Chrome, text on Edge, by throughput on real browsers.",
            "./bridge bench affinity",
            "./bridge bench affinity --rounds 9 --json affinity.json")
        {
            Rounds, Iterations, Json,
        };
        EngineOptions.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var (rounds, iterations) = (parsed.GetValue(Rounds), parsed.GetValue(Iterations));
        if (rounds is < 2 or > 1000 || iterations is < 2 or > 10_000)
        {
            throw new UserErrorException($"--rounds is {rounds} and --iterations {iterations}; expected 2 to 1000 and 2 to 10000");
        }

        var started = DateTimeOffset.UtcNow;
        await using var meter = await SpeedMeter.StartAsync(EngineOptions.Of(parsed), new DataFolder(parsed.Data().In("bench")), cancellation);
        CapabilityLines.Write(meter.Capabilities);
        var targets = TargetSelection.Of(["all"], ["all"]).Among(meter.Capabilities);
        Console.WriteLine($"{targets.Count} targets, {Claims.Length} models, {rounds} rounds");
        var samples = new List<SpeedSample[]>();
        for (var round = 1; round <= rounds; round++)
        {
            var measured = new List<SpeedSample>();
            foreach (var (_, type, _, _) in Claims)
            {
                // Each round in another order, so that none always runs on the warmest machine.
                foreach (var target in targets.Skip(round % targets.Count).Concat(targets.Take(round % targets.Count)))
                {
                    measured.Add(await meter.MeasureAsync(type, target, target.Iterations(meter.Capabilities, iterations, SlowShare), cancellation));
                }
            }

            samples.Add([.. measured]);
            Screen.Note($"round {round} of {rounds}: {string.Join(", ", Claims.Select(c => $"{c.ModelType} best on {measured.Where(m => m.ModelType == c.ModelType).MaxBy(m => m.PerSecond)!.Target}"))}");
        }

        Console.WriteLine();
        Screen.Table(
            ["model type", "browser/backend", "runs/s", "set-up s", "MB"],
            samples.SelectMany(s => s).GroupBy(s => (s.ModelType, s.Target)).OrderBy(g => g.Key.ModelType, StringComparer.Ordinal).ThenByDescending(g => Interval.Median(g.Select(s => s.PerSecond)))
                .Select(g => (IReadOnlyList<string>)
                [
                    g.Key.ModelType, g.Key.Target.ToString(), Reporting.Figures.Number(Interval.Median(g.Select(s => s.PerSecond))), Reporting.Figures.Number(Interval.Median(g.Select(s => s.SetupSeconds))),
                    Reporting.Figures.Number(g.Max(s => s.Megabytes), "0"),
                ]));
        var report = new BenchReport("affinity", Machine.Here, started, [.. Claims.Where(c => targets.Any(t => t.Browser == c.Browser)).Select(c => Figure(c, samples))]);
        report.Show();
        Notes(meter.Capabilities);
        await JsonReport.WriteAsync(parsed.GetValue(Json), report);
        return report.AllMet ? ExitCode.Clean : ExitCode.Failed;
    }

    private static BenchFigure Figure((string Name, string ModelType, string Browser, double Claimed) claim, List<SpeedSample[]> samples)
    {
        var (ours, other) = (Best(own: true), Best(own: false));
        return BenchFigure.Of(
            claim.Name, OrleansRuntimeName.Value, "runs/s", "higher", $"{other} (ours {ours})",
            [.. samples.Select(round => (Rate(round, ours), Rate(round, other)))], claim.Claimed);

        Target Best(bool own) => samples.SelectMany(s => s).Where(s => s.ModelType == claim.ModelType && (s.Target.Browser == claim.Browser) == own)
            .GroupBy(s => s.Target).MaxBy(g => Interval.Median(g.Select(s => s.PerSecond)))!.Key;

        double Rate(SpeedSample[] round, Target target) => round.Single(s => s.ModelType == claim.ModelType && s.Target == target).PerSecond;
    }

    /// <summary>What limits the comparison on this machine.</summary>
    private static void Notes(IReadOnlyList<BrowserCapability> capabilities)
    {
        foreach (var stand in capabilities.Where(c => c is { Problem: null, Substitute: true }))
        {
            Console.WriteLine($"{stand.Browser} is not installed here; {stand.Version} stands in for it");
        }

        if (capabilities.SelectMany(c => c.Backends).Any(b => b is { Works: true, SoftwareAdapter: true }))
        {
            Console.WriteLine("software adapters: WebGPU and WebNN compute on the processor here, which says nothing of a GPU");
        }
    }
}
