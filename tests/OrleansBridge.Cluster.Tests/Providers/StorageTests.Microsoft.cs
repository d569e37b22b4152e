using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Hosting;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Providers;

/// <summary>Orleans' ADO.NET grain storage on the statements of <c>sql/005_orleans.sql</c>, as an application adds it.</summary>
[Collection(ClusterTests.Name)]
public sealed class StorageTests(DatabasesFixture databases)
{
    [Theory]
    [InlineData("text")]
    [InlineData("17+with an extension")]
    public async Task A_state_is_written_read_cleared_and_guarded_by_its_ETag(string key)
    {
        await using var database = await databases.SourceAsync();
        await using var cluster = await StartAsync(database.ConnectionString);
        var storage = cluster.GetSiloServiceProvider().GetRequiredKeyedService<IGrainStorage>("kept");
        var id = GrainId.Create("test.kept", key);

        var mine = await ReadAsync(storage, id);
        Assert.False(mine.RecordExists);
        mine.State = ["one"];
        await storage.WriteStateAsync("state", id, mine);

        var other = await ReadAsync(storage, id);
        Assert.Equal(["one"], other.State!);
        other.State = ["two"];
        await storage.WriteStateAsync("state", id, other);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", id, mine));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", id, new GrainState<List<string>>(["new"])));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("state", id, mine));
        Assert.Equal(["two"], (await ReadAsync(storage, id)).State!);

        await storage.ClearStateAsync("state", id, other);
        var cleared = await ReadAsync(storage, id);
        Assert.False(cleared.RecordExists);
        cleared.State = ["three"];
        await storage.WriteStateAsync("state", id, cleared);
        Assert.Equal(["three"], (await ReadAsync(storage, id)).State!);
    }

    private static async Task<GrainState<List<string>>> ReadAsync(IGrainStorage storage, GrainId id)
    {
        var state = new GrainState<List<string>>([]);
        await storage.ReadStateAsync("state", id, state);
        return state;
    }

    private static async Task<InProcessTestCluster> StartAsync(string connectionString)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.AddOrleansBridge(bridge => bridge.ConnectionString = connectionString).AddPostgresGrainStorage("kept"));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
