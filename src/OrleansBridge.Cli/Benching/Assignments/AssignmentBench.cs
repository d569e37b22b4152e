using System.CommandLine;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Hosting;
using OrleansBridge.Json;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary><c>bridge bench assignment</c>: what an assignment costs against raw SQL of the same rows and commits.</summary>
internal static class AssignmentBench
{
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds; each measures every side.", DefaultValueFactory = _ => 7 };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Seconds of each measurement.", DefaultValueFactory = _ => 2 };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create() => new BridgeCommand(
        "assignment",
        "Assignments against raw SQL of the same rows and commits.",
        "./bridge bench assignment",
        "./bridge bench assignment --rounds 3 --seconds 1 --json assignment.json")
    {
        Rounds, Seconds, Json,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var (rounds, length) = (parsed.GetValue(Rounds), TimeSpan.FromSeconds(parsed.GetValue(Seconds)));
        var data = new DataFolder(parsed.Data().In("bench"));
        var started = DateTimeOffset.UtcNow;
        await using var server = await PrivateServer.StartAsync(new() { DataFolder = data.Path }, cancellation);
        await using var source = await BridgeDatabase.OpenAsync(server.ConnectionString + ";Maximum Pool Size=100", cancellation);
        await Migrations.ApplyAsync(source, cancellation);
        await using var raw = new RawAssignments(source, 64);
        await raw.OpenAsync(cancellation);
        await using var ours = await LedgerSilo.StartAsync(
            silo => silo.AddPostgresTransactionalStateStorage(LedgerSilo.Storage, o => (o.ConnectionString, o.Json) = (server.ConnectionString, BridgeJson.Options)), cancellation);
        List<(double, double)> one = [], many = [], batches = [];
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (clients, into) in new[] { (1, one), (64, many) })
            {
                var a = await ClosedLoop.PerSecondAsync(clients, length, _ => ours.AssignAsync(), cancellation);
                var b = await ClosedLoop.PerSecondAsync(clients, length, raw.AssignAsync, cancellation);
                Screen.Note($"{clients}: ours {a:0} raw {b:0} {a / b:0.00}");
                into.Add((a, b));
            }

            {
                var a = 50 * await ClosedLoop.PerSecondAsync(1, length, _ => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ours.AssignAsync())), cancellation);
                var b = 50 * await ClosedLoop.PerSecondAsync(1, length, c => raw.AssignAsync(c, 50), cancellation);
                Screen.Note($"batch: ours {a:0} raw {b:0} {a / b:0.00}");
                batches.Add((a, b));
            }
        }

        var runtime = OrleansRuntimeName.Value;
        var report = new BenchReport("assignment", Machine.Here, started,
        [
            BenchFigure.Of("single_1", runtime, "tx/s", "higher", "raw SQL", one[1..], .5),
            BenchFigure.Of("single_64", runtime, "tx/s", "higher", "raw SQL", many[1..], .5),
            BenchFigure.Of("batched", runtime, "tx/s", "higher", "raw SQL", batches[1..], .5),
        ]);
        report.Show();
        await JsonReport.WriteAsync(parsed.GetValue(Json), report);
        return report.AllMet ? ExitCode.Clean : ExitCode.Failed;
    }
}
