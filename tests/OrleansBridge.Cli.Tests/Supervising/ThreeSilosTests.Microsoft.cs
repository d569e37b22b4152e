using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Client;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Postgres;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Supervising;

/// <summary>Three silo processes on one PostgreSQL.</summary>
[Collection(SiloProcesses.Collection)]
public sealed class ThreeSilosTests : IAsyncLifetime
{
    private const string Models = "/usr/share/libonnx-testdata/data/node";

    private static readonly string[] s_workers = ["worker1", "silo2-worker1", "silo3-worker1"];

    private SiloProcesses _silos = null!;

    public async Task InitializeAsync() => _silos = await SiloProcesses.WithServerAsync();

    public async Task DisposeAsync() => await _silos.DisposeAsync();

    [Fact, Trait("Category", "Long")]
    public async Task A_suite_of_small_models_passes_with_results_of_every_one()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        await StartAsync(limit.Token, "--browser", "chrome", "--max-browsers", "1");

        var file = _silos.In("suite.json");
        var (status, output) = await _silos.BridgeAsync(
            SiloProcesses.Program, ["suite", Models, "--filter", "test_add*", "--filter", "test_relu*", "--filter", "test_reduce_*", "--filter", "test_softmax_*", "--json", file]);

        Assert.True(status == ExitCode.Clean, output);
        var tests = JsonNode.Parse(await File.ReadAllTextAsync(file, limit.Token))!["tests"]!.AsArray();
        Assert.True(tests.Count >= 60, $"only {tests.Count} models");
        Assert.All(tests, test => Assert.Equal("Passed", (string)test!["outcome"]!));
        Assert.Equal(s_workers.Order(StringComparer.Ordinal), tests.Select(test => (string)test!["worker"]!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact, Trait("Category", "Long")]
    public async Task Each_is_drained_and_restarted_in_turn_and_a_client_that_submits_all_the_time_sees_no_failure()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        await StartAsync(limit.Token, "--engine", "noop");
        using var client = await ClientAsync(limit.Token);
        var bridge = client.Services.GetRequiredService<ResourcePoolBridge>();

        using var rolled = new CancellationTokenSource();
        ConcurrentQueue<string> submitted = [];
        var submitting = Task.WhenAll(Enumerable.Range(0, 3).Select(lane => SubmitUntilAsync(bridge, lane, submitted, rolled.Token, limit.Token)));
        for (var silo = 1; silo <= s_workers.Length; silo++)
        {
            var before = submitted.Count;
            var (status, output) = await _silos.BridgeAsync(SiloProcesses.Program, ["drain", "--data", _silos.Data.OfSilo(silo).Path]);
            Assert.True(status == ExitCode.Clean, output);
            await _silos.StopAsync(silo, limit.Token);
            await _silos.UpAsync(SiloProcesses.Program, [.. silo == 1 ? [] : (string[])["--join"], "--engine", "noop"]);
            await WorkersAsync(silo, limit.Token);
            Assert.True(submitted.Count > before + 20, $"only {submitted.Count - before} tests were submitted while silo {silo} was restarted");
        }

        await rolled.CancelAsync();
        await submitting;
        foreach (var id in submitted)
        {
            await bridge.WaitForTestAsync(id, limit.Token);
        }

        // The history follows the ledgers by moments.
        await _silos.UntilAsync("SELECT count(*) FROM bridge.results", results => results == submitted.Count, limit.Token);
        Assert.Equal(submitted.Count, await _silos.CountAsync("SELECT count(*) FROM bridge.tests WHERE outcome = 'Simulated'"));
        var audit = new LedgerAudit(_silos.Database);
        Assert.Empty(await audit.AskAsync(LedgerAudit.Lost, submitted));
        Assert.Empty(await audit.AskAsync(LedgerAudit.DoubleAccepted));
        Assert.Empty(await audit.AskAsync(LedgerAudit.Takeovers));
        Assert.Equal(0, await _silos.CountAsync("SELECT coalesce(sum(reserved), 0) FROM bridge.workers"));

        // What a drain is for: nobody's run was cut off.
        Assert.DoesNotContain(await audit.ChangesAsync(), change => change.Why?.Contains("silo stopped", StringComparison.Ordinal) == true);
        await client.StopAsync();
    }

    private async Task StartAsync(CancellationToken cancellation, params string[] engine)
    {
        await _silos.UpThreeAsync(engine);
        await WorkersAsync(1, cancellation);
    }

    private async Task WorkersAsync(int silo, CancellationToken cancellation)
    {
        await using var bridge = await _silos.AttachAsync(silo, cancellation);
        await Attaching.WorkersAsync(bridge.Api, s_workers, cancellation);
    }

    /// <summary>Somebody's application: an Orleans client that finds the silos in their database.</summary>
    private async Task<IHost> ClientAsync(CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Bridge"] = _silos.Given });
        builder.UseOrleansClient(client => client.AddOrleansBridge());
        var host = builder.Build();
        await host.StartAsync(cancellation);
        return host;
    }

    /// <summary>One test after the other, short ones and some that last; each must be taken. It never gets far ahead of the silos.</summary>
    private static async Task SubmitUntilAsync(ResourcePoolBridge bridge, int lane, ConcurrentQueue<string> submitted, CancellationToken rolled, CancellationToken limit)
    {
        for (var number = 1; !rolled.IsCancellationRequested; number++)
        {
            var test = new TestRequirements
            {
                TestId = $"rolling/{lane}/{number}",
                ModelId = "m",
                Labels = new Dictionary<string, string> { [NoOpEngine.DelayLabel] = number % 20 == 0 ? "2000" : "20" },
            };

            // Known: its answer was lost once, and the client asked again.
            Assert.Contains((await bridge.SubmitTestAsync(test, limit)).Status, new[] { SubmitStatus.Accepted, SubmitStatus.Known });
            submitted.Enqueue(test.TestId);
            if (number % 10 == 9)
            {
                await bridge.WaitForTestAsync(test.TestId, limit);
            }
        }
    }
}
