using System.CommandLine;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Benching.Placing;

/// <summary>
/// <c>bridge bench placement</c>: what a decision costs on farms of 10 to 10,000 browsers, and how good it is, against one that looks at every place.
/// One thread, no browser.
/// </summary>
internal static class PlacementBench
{
    private const double LimitMs = 2;
    private const double RegretLimit = .02;

    private static readonly int[] Sizes = [10, 100, 1_000, 10_000];

    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds; each measures every farm, after one that warms up.", DefaultValueFactory = _ => 7 };
    private static readonly Option<int> Decisions = new("--decisions") { Description = "Decisions of a round on each farm.", DefaultValueFactory = _ => 2_000 };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create() => new BridgeCommand(
        "placement",
        "Decisions on farms of 10 to 10,000 browsers: their time, memory and regret against looking at every place.",
        "./bridge bench placement",
        "./bridge bench placement --rounds 3 --json placement.json")
    {
        Rounds, Decisions, Json,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var (rounds, decisions) = (parsed.GetValue(Rounds), parsed.GetValue(Decisions));
        if (rounds is < 1 or > 1_000 || decisions is < 100 or > 1_000_000)
        {
            throw new UserErrorException($"--rounds is {rounds} and --decisions {decisions}; expected 1 to 1000 and 100 to 1000000");
        }

        var started = DateTimeOffset.UtcNow;
        var measured = new List<PlacementRound[]>();
        for (var round = 0; round <= rounds; round++)
        {
            measured.Add([.. Sizes.Select(s => PlacementRound.Measure(new PlacementFarm(s, round), decisions, Math.Max(20, decisions / 20)))]);
            cancellation.ThrowIfCancellationRequested();
            Screen.Note(FormattableString.Invariant($"round {round} of {rounds}: p99 {string.Join(", ", measured[^1].Zip(Sizes).Select(m => $"{m.First.P99Ms:0.000} ms at {m.Second}"))}"));
        }

        var report = new BenchReport("placement", Machine.Here, started, Figures(measured[1..]));
        report.Show();
        await JsonReport.WriteAsync(parsed.GetValue(Json), report);
        return report.AllMet ? ExitCode.Clean : ExitCode.Failed;
    }

    private static List<BenchFigure> Figures(IReadOnlyList<PlacementRound[]> rounds)
    {
        var (smallest, largest) = (0, Sizes.Length - 1);
        var figures = new List<BenchFigure>
        {
            Figure("decision_p99", "ms", "the limit", r => (r[largest].P99Ms, LimitMs), 1),
            Figure("growth", "exponent", "linear", r => (Math.Log(r[largest].P99Ms / r[smallest].P99Ms) / Math.Log((double)Sizes[largest] / Sizes[smallest]), 1), 1),
            Figure("regret", "part", "the limit", r => (r.Max(m => m.Regret), RegretLimit), 1),
        };
        foreach (var (size, n) in Sizes.Select((s, n) => (s, n)))
        {
            figures.Add(Figure($"decision_p99_{size}", "ms", "every place", r => (r[n].P99Ms, r[n].ExhaustiveP99Ms), null));
            figures.Add(Figure($"decision_bytes_{size}", "B", "every place", r => (r[n].Bytes, r[n].ExhaustiveBytes), null));
            figures.Add(Figure($"decision_p50_{size}", "ms", $"at {Sizes[0]} browsers", r => (r[n].P50Ms, r[smallest].P50Ms), null));
            figures.Add(Figure($"update_{size}", "us", $"at {Sizes[0]} browsers", r => (r[n].UpdateUs, r[smallest].UpdateUs), null));
        }

        return figures;

        BenchFigure Figure(string name, string unit, string against, Func<PlacementRound[], (double, double)> pair, double? target) =>
            BenchFigure.Of(name, OrleansRuntimeName.Value, unit, "lower", against, [.. rounds.Select(pair)], target);
    }
}
