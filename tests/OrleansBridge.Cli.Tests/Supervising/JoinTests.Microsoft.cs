using System.Diagnostics;
using Npgsql;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Postgres;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Supervising;

/// <summary>Silo processes of one bridge, as a user starts them.</summary>
public sealed class JoinTests : IAsyncLifetime
{
    private readonly DataFolder _data = new(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "bridge-join-" + Guid.NewGuid().ToString("n"))).FullName);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await BridgeAsync("down");
        Directory.Delete(_data.Path, recursive: true);
    }

    [Fact]
    public async Task A_killed_silo_is_declared_dead_and_its_tests_run_elsewhere()
    {
        Assert.Equal(0, await BridgeAsync("up", "--engine", "noop", "--port", "0", "--detach"));
        Assert.Equal(0, await BridgeAsync("up", "--join", "--engine", "noop", "--detach"));
        Assert.Equal(0, await BridgeAsync("up", "--join", "--engine", "noop", "--detach"));
        await using var database = NpgsqlDataSource.Create(PrivateServer.Find(_data.Path)!);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var bridge = await BridgeConnection.TryAttachAsync(_data, limit.Token);
        await using (bridge)
        {
            var api = bridge!.Api;
            await Attaching.WorkersAsync(api, ["worker1", "silo2-worker1", "silo3-worker1"], limit.Token);
            var tests = Enumerable.Range(0, 40).Select(n => new TestRequirements
            {
                TestId = $"join/{n}",
                ModelId = "m",
                Labels = new Dictionary<string, string> { [NoOpEngine.DelayLabel] = "2000" },
            }).ToList();
            await api.SubmitManyAsync(tests, limit.Token);
            await UntilAsync(database, "select count(*) from bridge.tests where worker = 'silo2-worker1' and open", n => n > 0, limit.Token);

            // With its supervisor, which would bring it back.
            var own = _data.OfSilo(2);
            Kill(BridgeEndpoint.Find(own)!.Process);
            Kill(Note.Read<ProcessIdentity>(own.SupervisorFile)!);
            await UntilAsync(database, "select count(*) from orleans.orleansmembershiptable where siloname = 'silo2' and status = 6", n => n == 1, limit.Token);
            await UntilAsync(database, "select count(*) from bridge.test_index where open", n => n == 0, limit.Token);
            Assert.Equal(40, await CountAsync(database, "select count(*) from bridge.results where outcome = 'Simulated'"));
            Assert.Equal(0, await CountAsync(database, "select coalesce(sum(reserved), 0) from bridge.workers"));
        }
    }

    private async Task<int> BridgeAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandTree).Assembly.Location, .. arguments, "--data", _data.Path]);
        start.Environment.Remove("ConnectionStrings__Bridge");
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static void Kill(ProcessIdentity identity)
    {
        using var process = Process.GetProcessById(identity.Id);
        process.Kill();
    }

    private static async Task UntilAsync(NpgsqlDataSource database, string sql, Func<long, bool> reached, CancellationToken cancellation)
    {
        while (!reached(await CountAsync(database, sql)))
        {
            await Task.Delay(100, cancellation);
        }
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
