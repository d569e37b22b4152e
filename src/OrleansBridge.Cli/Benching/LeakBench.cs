using System.CommandLine;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Leaks;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Hosting;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Benching;

/// <summary><c>bridge bench leaks</c>: what launching and killing browsers leaves behind, against what there was before.</summary>
internal static class LeakBench
{
    private const double MemoryTarget = 1.1;

    /// <summary>Before about so many cycles, heaps are still finding their size: growth then says nothing.</summary>
    private const int FewCycles = 100;

    private static readonly Option<int> Chromium = new("--chromium") { Description = "Cycles of Chromium.", DefaultValueFactory = _ => 1_000 };
    private static readonly Option<int> Firefox = new("--firefox") { Description = "Cycles of Firefox.", DefaultValueFactory = _ => 100 };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create() =>
        new BridgeCommand(
            "leaks",
            "Launches browsers and kills them: no process, profile or memory may stay.",
            "./bridge bench leaks --json leaks.json",
            "./bridge bench leaks --chromium 50 --firefox 5")
        {
            Chromium, Firefox, Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        (BrowserTypeOptions Type, int Cycles)[] wanted = [(BrowserDefaults.Chrome, parsed.GetValue(Chromium)), (BrowserDefaults.Firefox, parsed.GetValue(Firefox))];
        if (wanted.Any(w => w.Cycles is < 0 or > 100_000) || wanted.Sum(w => w.Cycles) == 0)
        {
            throw new UserErrorException($"--chromium is {wanted[0].Cycles} and --firefox {wanted[1].Cycles}; expected 0 to 100000, one of them above 0");
        }

        var data = new DataFolder(parsed.Data().In("bench"));
        var started = DateTimeOffset.UtcNow;
        var figures = new List<BenchFigure>();
        foreach (var (type, cycles) in wanted.Where(w => w.Cycles > 0))
        {
            var options = await new EngineOptions { Browsers = [type.Name] }.BrowserOptionsAsync(data, cancellation);
            figures.AddRange(Figures(type.Name == BrowserTypes.Chrome ? "" : "_" + type.Name, await MeasureAsync(options, type, cycles, cancellation)));
        }

        var report = new BenchReport("leaks", Machine.Here, started, figures);
        report.Show();
        await JsonReport.WriteAsync(parsed.GetValue(Json), report);
        return report.AllMet ? ExitCode.Clean : ExitCode.Failed;
    }

    /// <returns>What there was before, and after each cycle.</returns>
    private static async Task<List<LeakCount>> MeasureAsync(BrowserEngineOptions options, BrowserTypeOptions type, int cycles, CancellationToken cancellation)
    {
        await using var run = await LaunchCycles.StartAsync(options, type);

        // Code is compiled and caches fill with the first browser: that is no leak.
        await run.RunAsync();
        var counts = new List<LeakCount> { await run.CountAsync() };
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            cancellation.ThrowIfCancellationRequested();
            await run.RunAsync();
            counts.Add(await run.CountAsync(counts[0]));
            if (cycle % Math.Max(1, cycles / 10) == 0)
            {
                Screen.Note(FormattableString.Invariant($"{type.Name} {cycle} of {cycles}: {counts[^1].Processes} processes, {counts[^1].Profiles} profile entries, {counts[^1].MemoryMb:0} MB"));
            }
        }

        return counts;
    }

    private static IEnumerable<BenchFigure> Figures(string suffix, List<LeakCount> counts)
    {
        var (before, after) = (counts[0], counts.Skip(1).ToList());
        yield return Figure("processes", "", "before", [.. after.Select(a => ((double)a.Processes, (double)before.Processes))], 1);
        yield return Figure("profiles", "entries", "before", [.. after.Select(a => ((double)a.Profiles, (double)before.Profiles))], 1);

        var window = Math.Max(1, after.Count / 10);
        var (early, late) = (after.Skip(Math.Min(2 * window, after.Count - 1)).Take(window), after.TakeLast(window));
        double? target = after.Count < FewCycles ? null : MemoryTarget;
        yield return Figure("memory", "MB", "third tenth of the cycles", [.. late.Zip(early, (l, e) => (l.MemoryMb, e.MemoryMb))], target);

        BenchFigure Figure(string name, string unit, string against, IReadOnlyList<(double, double)> rounds, double? target) =>
            BenchFigure.Of(name + suffix, OrleansRuntimeName.Value, unit, "lower", against, rounds, target);
    }
}
