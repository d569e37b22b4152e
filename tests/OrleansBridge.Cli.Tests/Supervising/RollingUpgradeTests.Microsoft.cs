using OrleansBridge.Cli.Running;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Postgres;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Supervising;

/// <summary>A cluster whose silo processes are replaced one after another by this build, from the one with the contracts before.</summary>
[Collection(SiloProcesses.Collection)]
public sealed class RollingUpgradeTests : IAsyncLifetime
{
    private const string Baseline = "tests/OrleansBridge.Abstractions.Tests/Contracts/contracts.txt";

    private readonly List<string> _submitted = [];
    private SiloProcesses _silos = null!;

    private string Before => _silos.In("before");

    public async Task InitializeAsync() => _silos = await SiloProcesses.WithServerAsync();

    public async Task DisposeAsync()
    {
        await _silos.DisposeAsync();
        await GitAsync("worktree", "prune");
    }

    [Fact, Trait("Category", "Long")]
    public async Task Silos_of_the_contracts_before_are_replaced_one_by_one_and_nothing_is_lost()
    {
        var old = await BuildBeforeAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));

        await UpAsync(old);
        await UpAsync(old, "--join");
        await SubmitAsync(1, limit.Token);
        await _silos.StopAsync(2, limit.Token);
        await UpAsync(SiloProcesses.Program, "--join");

        // Both builds in one cluster, and tests through either.
        await SubmitAsync(1, limit.Token);
        await SubmitAsync(2, limit.Token);
        var stopping = _silos.StopAsync(1, limit.Token);
        await SubmitAsync(2, limit.Token);
        await stopping;
        await UpAsync(SiloProcesses.Program);
        await SubmitAsync(1, limit.Token);
        await SubmitAsync(2, limit.Token);

        await using (var bridge = await _silos.AttachAsync(1, limit.Token))
        {
            Assert.All(await bridge.Api.WatchAsync(_submitted, limit.Token).Where(test => test.Result is not null).ToListAsync(limit.Token), test => Assert.Equal(Outcome.Simulated, test.Result!.Outcome));
        }

        // The history follows the ledgers by moments.
        await _silos.UntilAsync("SELECT count(*) FROM bridge.results", results => results >= _submitted.Count, limit.Token);
        Assert.Equal(_submitted.Count, await _silos.CountAsync("SELECT count(*) FROM bridge.results WHERE outcome = 'Simulated'"));
        Assert.Equal(_submitted.Count, await _silos.CountAsync("SELECT count(DISTINCT test_id) FROM bridge.results"));
        Assert.Equal(0, await _silos.CountAsync("SELECT coalesce(sum(reserved), 0) FROM bridge.workers"));
        Assert.Empty(await new LedgerAudit(_silos.Database).AskAsync(LedgerAudit.Takeovers));
    }

    /// <summary>The command as it was before the contracts last changed. Where that commit does not build, as it was before they changed the time before.</summary>
    private async Task<string> BuildBeforeAsync()
    {
        var problem = "no commit that changed the contracts is in this checkout's history; it may be a shallow one";
        await GitAsync("worktree", "add", "--detach", Before);
        foreach (var changed in (await GitAsync("rev-list", "HEAD", "--", Baseline)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // The product's contracts: the baseline is also edited when only the test that holds it looks at more.
            if ((await GitAsync("diff", "--name-only", changed + "^", changed, "--", "src")).Length == 0)
            {
                continue;
            }

            // What analysis says of it by the packages of today is no matter.
            await GitAsync("-C", Before, "checkout", "--detach", changed + "^");
            (var status, problem) = await _silos.RunAsync("dotnet", ["build", Path.Combine(Before, "src", "OrleansBridge.Cli"), "-c", "Release", "-v", "quiet", "-nologo", "-p:RunAnalyzers=false"]);
            if (status == 0)
            {
                return Directory.EnumerateFiles(Path.Combine(Before, "artifacts", "Microsoft", "bin"), "bridge.dll", SearchOption.AllDirectories).First();
            }
        }

        throw new InvalidOperationException(problem);
    }

    private Task UpAsync(string program, params string[] more) => _silos.UpAsync(program, ["--engine", "noop", .. more]);

    /// <summary>Some tests, through that silo; each must be accepted.</summary>
    private async Task SubmitAsync(int silo, CancellationToken cancellation)
    {
        await using var bridge = await _silos.AttachAsync(silo, cancellation);
        var tests = Enumerable.Range(_submitted.Count, 30).Select(n => new TestRequirements
        {
            TestId = $"roll/{n}",
            ModelId = "m",
            Labels = new Dictionary<string, string> { [NoOpEngine.DelayLabel] = "300" },
        }).ToList();
        Assert.All(await bridge.Api.SubmitManyAsync(tests, cancellation), reply => Assert.Equal(SubmitStatus.Accepted, reply.Status));
        _submitted.AddRange(tests.Select(t => t.TestId!));
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        var (status, output) = await _silos.RunAsync("git", ["-C", Installation.Home, .. arguments]);
        Assert.True(status == 0, output);
        return output;
    }
}
