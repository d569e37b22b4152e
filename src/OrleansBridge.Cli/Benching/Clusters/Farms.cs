using OrleansBridge.Cli.Benching.Assignments;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Benching.Clusters;

/// <summary>The farms of <c>bench cluster</c>, each on a database of its own, all there from start to end.</summary>
internal sealed class Farms : IAsyncDisposable
{
    private const string Alone = "alone";
    private const string OneSilo = "silos_1";
    private const int FewWorkers = 12;
    private const int MostSilos = 3;

    private static readonly int[] ManyWorkers = [120, 1200];

    private readonly List<Farm> _all = [];
    private readonly List<IAsyncDisposable> _running = [];

    internal IReadOnlyList<Farm> All => _all;

    /// <summary>Farms of few and of many workers in this process; then, where there are silo processes, one, two and three of them.</summary>
    internal static async Task<Farms> StartAsync(PrivateServer server, CancellationToken cancellation)
    {
        var farms = new Farms();
        try
        {
            await farms.AddAloneAsync(server, Alone, null, FewWorkers, cancellation);
            foreach (var workers in ManyWorkers)
            {
                await farms.AddAloneAsync(server, $"workers_{workers}", Alone, workers, cancellation);
            }

            for (var silos = 1; silos <= MostSilos && NoOpCluster.WhyNot is null; silos++)
            {
                Screen.Note($"starting {silos} silo process{(silos > 1 ? "es" : "")} ...");
                var database = $"bench_silos_{silos}";
                var cluster = await NoOpCluster.StartAsync(silos, FewWorkers, await BenchDatabase.CreateAsync(server, database, cancellation), cancellation);
                farms._running.Add(cluster);
                farms._all.Add(new Farm(
                    $"silos_{silos}", $"{silos} silo process{(silos > 1 ? "es" : "")}, {FewWorkers} workers", silos == 1 ? Alone : OneSilo, database, cluster.Bridge, cluster.Processes));
            }

            return farms;
        }
        catch
        {
            await farms.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var farm in Enumerable.Reverse(_running))
        {
            await farm.DisposeAsync();
        }
    }

    private async Task AddAloneAsync(PrivateServer server, string name, string? against, int workers, CancellationToken cancellation)
    {
        Screen.Note($"starting a silo with {workers} workers in this process ...");
        var database = $"bench_{name}";
        var silo = await CycleSilo.StartAsync(await BenchDatabase.CreateAsync(server, database, cancellation), inMemory: false, workers, cancellation);
        _running.Add(silo);
        _all.Add(new Farm(name, $"silo with {workers} workers and client in one process", against, database, silo.Bridge, []));
    }
}
