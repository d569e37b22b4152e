using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;
using OrleansBridge.Postgres;
using OrleansBridge.Postgres.Tests;

namespace Orleans.Transactions.Postgres.Tests;

public sealed class CrashTests : IAsyncLifetime
{
    private const int Accounts = 12;
    private readonly TemporaryFolder _folder = new();
    private PrivateServer _server = null!;
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _server = await PrivateServer.StartAsync(new() { DataFolder = _folder.Root });
        await using (var source = await BridgeDatabase.OpenAsync(_server.ConnectionString))
        {
            await Migrations.ApplyAsync(source);
        }

        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) => silo
            .AddPostgresTransactionalStateStorageAsDefault(options => options.ConnectionString = _server.ConnectionString)
            .UseTransactions()
            .Configure<TransactionalStateOptions>(Impatient));
        builder.ConfigureClient(client => client.UseTransactions());
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _server.StopAsync();
        _folder.Delete();
    }

    [Fact]
    public async Task A_server_killed_under_load_neither_makes_nor_loses_money()
    {
        var failed = 0;
        using var committed = new SemaphoreSlim(0);
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 6).Select(async lane =>
        {
            for (var n = 0; !enough.IsCancellationRequested; n++)
            {
                try
                {
                    await TransferAsync(lane, lane + 1 + n % (Accounts - lane - 1));
                    committed.Release();
                }
                catch (Exception error) when (error is OrleansException or TimeoutException)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }));

        for (var crash = 0; crash < 2; crash++)
        {
            await CommittedAsync(60);
            await KillAsync();
        }

        await CommittedAsync(60);
        await enough.CancelAsync();
        await load;
        Assert.True(failed > 0, "no transfer was in flight when the server was killed");
        Assert.Equal(0, await SumAsync());

        async Task CommittedAsync(int more)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
            while (committed.Wait(0, CancellationToken.None))
            {
                // Those of before do not count.
            }

            for (var n = 0; n < more; n++)
            {
                await committed.WaitAsync(limit.Token);
            }
        }
    }

    private static void Impatient(TransactionalStateOptions options)
    {
        options.RemoteTransactionPingFrequency = TimeSpan.FromSeconds(1);
        options.ConfirmationRetryDelay = TimeSpan.FromSeconds(1);
        options.LockTimeout = TimeSpan.FromSeconds(2);
        options.PrepareTimeout = TimeSpan.FromSeconds(3);
    }

    private async Task KillAsync()
    {
        var pid = File.ReadLines(Path.Combine(_server.DataFolder, "cluster", "postmaster.pid")).First();
        using (var postmaster = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture)))
        {
            postmaster.Kill();
            await postmaster.WaitForExitAsync();
        }

        await _server.StopAsync();
        _server = await PrivateServer.StartAsync(new() { DataFolder = _folder.Root });
    }

    private Task TransferAsync(int low, int high) =>
        _cluster.Client.ServiceProvider.GetRequiredService<ITransactionClient>().RunTransaction(TransactionOption.Create, async () =>
        {
            await Account(low).AddAsync(-1);
            await Account(high).AddAsync(1);
        });

    private async Task<int> SumAsync()
    {
        var sum = 0;
        for (var n = 0; n < Accounts; n++)
        {
            await Account(n).LeaveAsync();
            sum += await BalanceAsync(n);
        }

        return sum;
    }

    // Transfers whose outcome was in doubt may still hold an account's lock.
    private async Task<int> BalanceAsync(int n)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Account(n).BalanceAsync();
            }
            catch (OrleansException) when (attempt < 20)
            {
                await Task.Delay(500);
            }
        }
    }

    private IAccountGrain Account(int n) => _cluster.Client.GetGrain<IAccountGrain>($"crash{n:00}");
}
