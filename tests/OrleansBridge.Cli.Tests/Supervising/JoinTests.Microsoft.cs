using OrleansBridge.Cli.Connecting;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Supervising;

/// <summary>Silo processes that join a bridge with a database of its own.</summary>
[Collection(SiloProcesses.Collection)]
public sealed class JoinTests : IAsyncLifetime
{
    private readonly SiloProcesses _silos = new();

    public Task InitializeAsync() => _silos.UpThreeAsync("--engine", "noop");

    public async Task DisposeAsync() => await _silos.DisposeAsync();

    [Fact]
    public async Task A_killed_silo_is_declared_dead_and_its_tests_run_elsewhere()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var killed = false;
        await using (var bridge = await _silos.AttachAsync(1, limit.Token))
        {
            await Attaching.WorkersAsync(bridge.Api, ["worker1", "silo2-worker1", "silo3-worker1"], limit.Token);
            var tests = Enumerable.Range(0, 40).Select(n => new TestRequirements
            {
                TestId = $"join/{n}",
                ModelId = "m",
                Labels = new Dictionary<string, string> { [NoOpEngine.DelayLabel] = "2000" },
            }).ToList();
            await bridge.Api.SubmitManyAsync(tests, limit.Token);
            await foreach (var test in bridge.Api.WatchAsync([.. tests.Select(t => t.TestId!)], limit.Token))
            {
                if (!killed && test is { Status: TestStatus.Assigned, Worker: "silo2-worker1" })
                {
                    _silos.Kill(2);
                    killed = true;
                }
            }
        }

        // All have ended by now; what the others think of the dead one, and the history, follow by moments.
        Assert.True(killed);
        await _silos.UntilAsync("select count(*) from orleans.orleansmembershiptable where siloname = 'silo2' and status = 6", n => n == 1, limit.Token);
        await _silos.UntilAsync("select count(*) from bridge.results", n => n >= 40, limit.Token);
        Assert.Equal(40, await _silos.CountAsync("select count(*) from bridge.results where outcome = 'Simulated'"));
        Assert.Equal(0, await _silos.CountAsync("select coalesce(sum(reserved), 0) from bridge.workers"));
    }
}
