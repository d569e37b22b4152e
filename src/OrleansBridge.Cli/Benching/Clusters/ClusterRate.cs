using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using OrleansBridge.Cli.Benching.Assignments;

namespace OrleansBridge.Cli.Benching.Clusters;

/// <summary>How fast a farm takes tests through, and what each of them cost whom.</summary>
/// <param name="PerSecond">Tests completed a second.</param>
/// <param name="Median">The median test's way, at that rate.</param>
/// <param name="SiloMs">Processor time of all silo processes for a test.</param>
/// <param name="ClientMs">Processor time of this process, the client, for a test; where it is the silo too, of both.</param>
/// <param name="ServerMs">Processor time of PostgreSQL for a test.</param>
/// <param name="WalKb">Write-ahead log for a test.</param>
/// <param name="Connections">Connections to PostgreSQL at that rate.</param>
/// <param name="SiloMb">Resident memory of all silo processes afterwards.</param>
internal sealed record ClusterRate(double PerSecond, Cycle Median, double SiloMs, double ClientMs, double ServerMs, double WalKb, double Connections, double SiloMb)
{
    private const int Clients = 64;

    /// <summary>All the server has written to its log, bytes. Of one farm's only as long as no other works.</summary>
    private const string Wal = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint";

    internal double AllMs => SiloMs + ClientMs + ServerMs;

    internal static async Task<ClusterRate> MeasureAsync(
        Farm farm, NoOpTests tests, Func<TimeSpan> server, NpgsqlDataSource source, TimeSpan length, CancellationToken cancellation)
    {
        var silos = farm.Processes;
        var cycles = new ConcurrentBag<Cycle>();
        var before = (Silos: Cpu(silos), Client: Environment.CpuUsage.TotalTime, Server: server(), Wal: await AskAsync(source, Wal, cancellation));
        var rate = await new ClosedLoop(() => TimeSpan.Zero).RunAsync(
            Clients, length, async _ => cycles.Add(await Cycle.RunAsync(farm.Bridge, tests.Next(), cancellation)), cancellation);
        double Each(TimeSpan spent) => spent.TotalMilliseconds / cycles.Count;
        return new ClusterRate(
            rate.PerSecond,
            new Cycle(Interval.Median(cycles.Select(c => c.Acknowledged)), Interval.Median(cycles.Select(c => c.Assigned)), Interval.Median(cycles.Select(c => c.Completed))),
            Each(Cpu(silos) - before.Silos),
            Each(Environment.CpuUsage.TotalTime - before.Client),
            Each(server() - before.Server),
            (double)(await AskAsync(source, Wal, cancellation) - before.Wal) / 1000 / cycles.Count,
            await AskAsync(source, $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{farm.Database}'", cancellation),
            silos.Sum(Resident) / 1e6);
    }

    public override string ToString() => FormattableString.Invariant(
        $"{PerSecond:0} tests/s at {AllMs:0.00} ms CPU each (silos {SiloMs:0.00}, client {ClientMs:0.00}, PostgreSQL {ServerMs:0.00})");

    private static TimeSpan Cpu(IReadOnlyList<int> processes) => processes.Aggregate(TimeSpan.Zero, (sum, id) =>
    {
        using var process = Process.GetProcessById(id);
        return sum + process.TotalProcessorTime;
    });

    private static double Resident(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.WorkingSet64;
    }

    private static async Task<long> AskAsync(NpgsqlDataSource source, string sql, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
