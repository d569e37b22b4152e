using System.CommandLine;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Hosting;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>
/// <c>bridge bench assignment</c>: what an assignment costs against raw SQL of the same rows, commits, durability and
/// clients, and against Orleans' other storages; how long a test waits for its place; that an idle bridge writes nothing.
/// </summary>
internal static class AssignmentBench
{
    private const string Ledgers = "ledgers";
    private const string Cycles = "cycles";

    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds; each measures every side, after one that warms up.", DefaultValueFactory = _ => 7 };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Seconds of each measurement.", DefaultValueFactory = _ => 2 };
    private static readonly Option<double> Idle = new("--idle") { Description = "Seconds to watch the idle bridge.", DefaultValueFactory = _ => 60 };
    private static readonly Option<string?> Only = new Option<string?>("--only") { Description = "Only the ledgers alone, or only whole cycles." }.AcceptOnlyFromAmong(Ledgers, Cycles);
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create() => new BridgeCommand(
        "assignment",
        "Assignments against raw SQL of the same rows and commits, and against Orleans' other storages.",
        "./bridge bench assignment",
        "./bridge bench assignment --rounds 3 --seconds 1 --json assignment.json")
    {
        Rounds, Seconds, Idle, Only, Json,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var (rounds, seconds, idle) = (parsed.GetValue(Rounds), parsed.GetValue(Seconds), parsed.GetValue(Idle));
        if (rounds is < 1 or > 1000 || seconds is not (>= .1 and <= 600) || idle is not (>= 0 and <= 3600))
        {
            throw new UserErrorException($"--rounds is {rounds}, --seconds {seconds} and --idle {idle}; expected 1 to 1000, 0.1 to 600 and 0 to 3600");
        }

        // Always a server of the bench's own: what is measured must not share its disk flushes with other work. The sides are
        // there at once, and some open as many connections as they have clients.
        var data = new DataFolder(parsed.Data().In("bench"));
        var (started, length) = (DateTimeOffset.UtcNow, TimeSpan.FromSeconds(seconds));
        await using var server = await PrivateServer.StartAsync(new() { DataFolder = data.Path, MaxConnections = 400 }, cancellation);
        var ours = await BenchDatabase.CreateAsync(server, "bench_ours", cancellation);
        List<BenchFigure> figures = [];
        if (parsed.GetValue(Only) is null or Ledgers)
        {
            figures.AddRange(await LedgersAsync(server, ours, rounds, length, cancellation));
        }

        if (parsed.GetValue(Only) is null or Cycles)
        {
            figures.AddRange(await CyclesAsync(server, ours, rounds, length, TimeSpan.FromSeconds(idle), cancellation));
        }

        var report = new BenchReport("assignment", Machine.Here, started, figures);
        report.Show();
        if (BenchCluster.WhyNoOthers is { } why)
        {
            Screen.Note(why);
        }

        await JsonReport.WriteAsync(parsed.GetValue(Json), report);
        return report.AllMet ? ExitCode.Clean : ExitCode.Failed;
    }

    private static async Task<List<BenchFigure>> LedgersAsync(
        PrivateServer server, string database, int rounds, TimeSpan length, CancellationToken cancellation)
    {
        await using var source = await BridgeDatabase.OpenAsync(database + ";Maximum Pool Size=100", cancellation);
        await using var sides = await LedgerSides.StartAsync(source, database, cancellation);
        var loop = new ClosedLoop(ProcessorTime.Of(server));
        return [.. LedgerRound.Figures(OrleansRuntimeName.Value, await RepeatAsync(rounds, () => LedgerRound.MeasureAsync(sides, loop, length, cancellation)))];
    }

    private static async Task<List<BenchFigure>> CyclesAsync(
        PrivateServer server, string database, int rounds, TimeSpan length, TimeSpan idle, CancellationToken cancellation)
    {
        await using var silo = await CycleSilo.StartAsync(database, inMemory: false, CycleSilo.Workers, cancellation);
        var loop = new ClosedLoop(ProcessorTime.Of(server));
        List<BenchFigure> figures;
        await using (var memory = BenchCluster.WhyNoOthers is null
            ? await CycleSilo.StartAsync(await BenchDatabase.CreateAsync(server, "bench_memory", cancellation), inMemory: true, CycleSilo.Workers, cancellation)
            : null)
        {
            figures = [.. CycleRound.Figures(OrleansRuntimeName.Value, await RepeatAsync(rounds, () => CycleRound.MeasureAsync(silo, memory, loop, length, cancellation)))];
        }

        if (idle > TimeSpan.Zero)
        {
            Screen.Note("watching the idle bridge ...");
            await using var source = BridgeDatabase.Create(database);
            figures.Add(await IdleRows.MeasureAsync(source, OrleansRuntimeName.Value, idle, cancellation));
        }

        return figures;
    }

    /// <summary>The first round warms up and does not count.</summary>
    private static async Task<List<TRound>> RepeatAsync<TRound>(int rounds, Func<Task<TRound>> measure)
    {
        var measured = new List<TRound>();
        for (var round = 0; round <= rounds; round++)
        {
            measured.Add(await measure());
            Screen.Note($"round {round} of {rounds}: {measured[^1]}");
        }

        return measured[1..];
    }
}
