using System.CommandLine;
using Npgsql;
using OrleansBridge.Cli.Benching.Assignments;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Hosting;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Benching.Clusters;

/// <summary>
/// <c>bridge bench cluster</c>: tests from submit to complete through one, two and three silo processes whose engines run
/// nothing, through farms of ever more workers, and where the time goes. On one machine the silos share its processors: there
/// the cost of a test says more than the rate.
/// </summary>
internal static class ClusterBench
{
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds; each measures every farm, after one that warms up.", DefaultValueFactory = _ => 5 };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Seconds of each measurement.", DefaultValueFactory = _ => 5 };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create() => new BridgeCommand(
        "cluster",
        "Tests through 1, 2 and 3 silo processes and through ever more workers, with engines that run nothing, and where the time goes.",
        "./bridge bench cluster",
        "./bridge bench cluster --rounds 3 --seconds 2 --json cluster.json")
    {
        Rounds, Seconds, Json,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var (rounds, seconds) = (parsed.GetValue(Rounds), parsed.GetValue(Seconds));
        if (rounds is < 1 or > 1000 || seconds is not (>= .1 and <= 600))
        {
            throw new UserErrorException($"--rounds is {rounds} and --seconds {seconds}; expected 1 to 1000 and 0.1 to 600");
        }

        var started = DateTimeOffset.UtcNow;
        await using var server = await PrivateServer.StartAsync(new() { DataFolder = new DataFolder(parsed.Data().In("bench")).Path, MaxConnections = 400 }, cancellation);
        BenchReport report;
        await using (var farms = await Farms.StartAsync(server, cancellation))
        {
            var measured = await MeasureAsync(server, farms.All, rounds, TimeSpan.FromSeconds(seconds), cancellation);
            report = new BenchReport("cluster", Machine.Here, started, [.. ClusterFigures.Of(OrleansRuntimeName.Value, farms.All, measured)]);
        }

        report.Show();
        if (NoOpCluster.WhyNot is { } why)
        {
            Screen.Note(why);
        }

        await JsonReport.WriteAsync(parsed.GetValue(Json), report);
        return report.AllMet ? ExitCode.Clean : ExitCode.Failed;
    }

    /// <summary>Each round measures each farm. The first does not count.</summary>
    private static async Task<List<IReadOnlyList<ClusterRate>>> MeasureAsync(
        PrivateServer server, IReadOnlyList<Farm> farms, int rounds, TimeSpan length, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        var (cpu, tests, measured) = (ProcessorTime.OfServer(server), new NoOpTests(), new List<IReadOnlyList<ClusterRate>>());
        for (var round = 0; round <= rounds; round++)
        {
            var rates = new List<ClusterRate>();
            foreach (var farm in farms)
            {
                rates.Add(await ClusterRate.MeasureAsync(farm, tests, cpu, source, length, cancellation));
                Screen.Note($"round {round} of {rounds}, {farm.What}: {rates[^1]}");
            }

            measured.Add(rates);
        }

        return measured[1..];
    }
}
