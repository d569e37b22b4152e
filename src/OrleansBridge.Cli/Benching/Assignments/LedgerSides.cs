using Npgsql;
using OrleansBridge.Json;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>What takes turns in <see cref="LedgerRound"/>.</summary>
internal sealed class LedgerSides(RawAssignments raw, LedgerSilo ours, LedgerSilo? grainStorage, LedgerSilo? memory) : IAsyncDisposable
{
    internal RawAssignments Raw => raw;

    internal LedgerSilo Ours => ours;

    /// <summary>Orleans' transactions over its ADO.NET grain storage.</summary>
    internal LedgerSilo? GrainStorage => grainStorage;

    internal LedgerSilo? Memory => memory;

    internal static async Task<LedgerSides> StartAsync(NpgsqlDataSource source, string connectionString, CancellationToken cancellation)
    {
        var raw = new RawAssignments(source, LedgerRound.Clients);
        await raw.OpenAsync(cancellation);
        var ours = await LedgerSilo.StartAsync(
            silo => silo.AddPostgresTransactionalStateStorage(LedgerSilo.Storage, o => (o.ConnectionString, o.Json) = (connectionString, BridgeJson.Options)), cancellation);
        if (BenchCluster.WhyNoOthers is not null)
        {
            return new LedgerSides(raw, ours, null, null);
        }

        return new LedgerSides(
            raw,
            ours,
            await LedgerSilo.StartAsync(silo => BenchCluster.UseGrainStorageBridge(silo, LedgerSilo.Storage, connectionString), cancellation),
            await LedgerSilo.StartAsync(silo => BenchCluster.UseMemory(silo, LedgerSilo.Storage), cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await (memory?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (grainStorage?.DisposeAsync() ?? ValueTask.CompletedTask);
        await ours.DisposeAsync();
        await raw.DisposeAsync();
    }
}
