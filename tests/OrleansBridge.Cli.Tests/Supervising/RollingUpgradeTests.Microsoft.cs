using System.Diagnostics;
using Npgsql;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Postgres;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Supervising;

/// <summary>A cluster whose silo processes are replaced one after another by this build, from the one with the contracts before.</summary>
public sealed class RollingUpgradeTests : IAsyncLifetime
{
    private const string Baseline = "tests/OrleansBridge.Abstractions.Tests/Contracts/contracts.txt";

    private static readonly string s_new = typeof(CommandTree).Assembly.Location;

    // Not a temporary folder of this user alone: PostgreSQL's account has to reach its files.
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "bridge-roll-" + Guid.NewGuid().ToString("n"))).FullName;
    private readonly List<string> _submitted = [];
    private PrivateServer? _server;

    private DataFolder Data => new(Path.Combine(_folder, "data"));

    private string Before => Path.Combine(_folder, "before");

    public async Task InitializeAsync() =>
        _server = await PrivateServer.StartAsync(new PrivateServerOptions { DataFolder = Path.Combine(_folder, "database") }, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await RunAsync("dotnet", [s_new, "down", "--data", Data.Path]);
        await _server!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        await RunAsync("git", ["-C", Installation.Home, "worktree", "prune"]);
    }

    [Fact, Trait("Category", "Long")]
    public async Task Silos_of_the_contracts_before_are_replaced_one_by_one_and_nothing_is_lost()
    {
        var old = await BuildBeforeAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));

        await UpAsync(old);
        await UpAsync(old, "--join");
        await SubmitAsync(1, limit.Token);
        await StopAsync(2, limit.Token);
        await UpAsync(s_new, "--join");

        // Both builds in one cluster, and tests through either.
        await SubmitAsync(1, limit.Token);
        await SubmitAsync(2, limit.Token);
        var stopping = StopAsync(1, limit.Token);
        await SubmitAsync(2, limit.Token);
        await stopping;
        await UpAsync(s_new);
        await SubmitAsync(1, limit.Token);
        await SubmitAsync(2, limit.Token);

        await using var database = NpgsqlDataSource.Create(_server!.ConnectionString);
        while (await CountAsync(database, "SELECT count(*) FROM bridge.tests WHERE status <> 'completed'") > 0)
        {
            await Task.Delay(100, limit.Token);
        }

        Assert.Equal(_submitted.Count, await CountAsync(database, "SELECT count(*) FROM bridge.results WHERE outcome = 'Simulated'"));
        Assert.Equal(_submitted.Count, await CountAsync(database, "SELECT count(DISTINCT test_id) FROM bridge.results"));
        Assert.Equal(0, await CountAsync(database, "SELECT coalesce(sum(reserved), 0) FROM bridge.workers"));
        Assert.Empty(await new LedgerAudit(database).AskAsync(LedgerAudit.Takeovers));
    }

    /// <summary>The command as it was before the contracts last changed.</summary>
    private async Task<string> BuildBeforeAsync()
    {
        // Those of the product: the baseline is also edited when only the test that holds it looks at more.
        var changed = "";
        foreach (var commit in (await RunAsync("git", ["-C", Installation.Home, "rev-list", "HEAD", "--", Baseline])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            changed = commit;
            if ((await RunAsync("git", ["-C", Installation.Home, "diff", "--name-only", commit + "^", commit, "--", "src"])).Output.Length > 0)
            {
                break;
            }
        }

        Assert.True((await RunAsync("git", ["-C", Installation.Home, "worktree", "add", "--detach", Before, changed + "^"])) is (0, _), "the commit before the contracts changed is not in this checkout's history");
        var (status, output) = await RunAsync("dotnet", ["build", Path.Combine(Before, "src", "OrleansBridge.Cli"), "-c", "Release", "-v", "quiet", "-nologo"]);
        Assert.True(status == 0, output);
        return Directory.EnumerateFiles(Path.Combine(Before, "artifacts", "Microsoft", "bin"), "bridge.dll", SearchOption.AllDirectories).First();
    }

    private async Task UpAsync(string program, params string[] more)
    {
        var (status, output) = await RunAsync("dotnet", [program, "up", "--engine", "noop", "--port", "0", "--detach", "--data", Data.Path, .. more]);
        Assert.True(status == 0, output);
    }

    /// <summary>Stops a silo's process as Kubernetes does; its supervisor takes that for its will and ends.</summary>
    private async Task StopAsync(int silo, CancellationToken cancellation)
    {
        var own = Data.OfSilo(silo);
        var (process, supervisor) = (BridgeEndpoint.Find(own)!.Process, Note.Read<ProcessIdentity>(own.SupervisorFile)!);
        Assert.True(process.AskToStop());
        Assert.True(await process.GoneAsync(TimeSpan.FromSeconds(60), cancellation), $"silo {silo} did not stop");
        Assert.True(await supervisor.GoneAsync(TimeSpan.FromSeconds(10), cancellation), $"the supervisor of silo {silo} did not end");
    }

    /// <summary>Some tests, through that silo; each must be accepted.</summary>
    private async Task SubmitAsync(int silo, CancellationToken cancellation)
    {
        var endpoint = BridgeEndpoint.Find(Data.OfSilo(silo))!;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(endpoint.Url + "/") };
        var tests = Enumerable.Range(_submitted.Count, 30).Select(n => new TestRequirements
        {
            TestId = $"roll/{n}",
            ModelId = "m",
            Labels = new Dictionary<string, string> { [NoOpEngine.DelayLabel] = "300" },
        }).ToList();
        Assert.All(await new ApiClient(http).SubmitManyAsync(tests, cancellation), reply => Assert.Equal(SubmitStatus.Accepted, reply.Status));
        _submitted.AddRange(tests.Select(t => t.TestId!));
    }

    private async Task<(int Status, string Output)> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__Bridge"] = _server!.ConnectionString;
        start.Environment["BRIDGE_HOME"] = program == "git" ? "" : Installation.Home;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
