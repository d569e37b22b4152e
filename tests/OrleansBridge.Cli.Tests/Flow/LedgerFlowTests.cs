using System.Text.Json.Nodes;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Tests.Flow;

/// <summary>Commands against a real private bridge (PostgreSQL, silo, HTTP API); only the engine runs nothing.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class LedgerFlowTests : IDisposable
{
    // Not CreateTempSubdirectory, which lets nobody else in: as root, PostgreSQL runs under another account.
    private readonly string _data = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"bridge-flow-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_test_is_kept_over_bridges_and_run_by_the_next_one_that_can()
    {
        var submitted = await RunAsync("submit", "--model", "m", "--id", "a/b");
        Assert.True(submitted.Status == ExitCode.Clean, submitted.Error);

        var queued = await RunAsync("list", "--status", "queued");
        Assert.Contains("a/b  queued", queued.Output, StringComparison.Ordinal);

        // Simulated is never a pass.
        var waited = await RunAsync("wait", "a/b", "--engine", "noop");
        Assert.Equal(ExitCode.Failed, waited.Status);
        Assert.Contains("Simulated", waited.Output, StringComparison.Ordinal);

        var got = JsonNode.Parse((await RunAsync("get", "a/b")).Output)!;
        Assert.Equal("completed", (string?)got["status"]);
        Assert.Equal(1, (int?)got["epoch"]);
    }

    [Fact]
    public async Task The_same_test_twice_is_one_and_another_body_is_a_conflict()
    {
        await RunAsync("submit", "--model", "m", "--id", "x");

        var again = await RunAsync("submit", "--model", "m", "--id", "x");
        Assert.Contains("known", again.Output, StringComparison.Ordinal);

        var other = await RunAsync("submit", "--model", "other", "--id", "x");
        Assert.Equal(ExitCode.Usage, other.Status);
        Assert.Contains("Another test stands under the id 'x'", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_test_is_known_after_a_restart_whatever_the_order_of_its_labels()
    {
        var file = Path.Combine(_data, "test.json");
        await File.WriteAllTextAsync(file, """{"model_id":"m","test_id":"l","labels":{"suite":"s","run":"r","a":"b"}}""");

        await RunAsync("submit", file);
        var again = await RunAsync("submit", file);

        Assert.Contains("known", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_test_ends_as_cancelled()
    {
        await RunAsync("submit", "--model", "m", "--id", "c");

        Assert.Contains("Cancelled", (await RunAsync("cancel", "c")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await RunAsync("cancel", "no-such")).Status);
    }

    [Fact]
    public async Task A_wrong_field_is_named()
    {
        var file = Path.Combine(_data, "test.json");
        await File.WriteAllTextAsync(file, """{"model_id":"m","backend":{"requird":"wasm"}}""");

        var (status, _, error) = await RunAsync("submit", file);

        Assert.Equal(ExitCode.Usage, status);
        Assert.Contains("backend.requird", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clean_leaves_nothing()
    {
        await RunAsync("list");
        Assert.Equal(ExitCode.Clean, (await RunAsync("clean")).Status);

        Assert.False(Directory.Exists(_data));
        Directory.CreateDirectory(_data);
    }

    private Task<(int Status, string Output, string Error)> RunAsync(params string[] arguments) => Captured.RunAsync([.. arguments, "--data", _data]);
}
