using System.Net;
using System.Text.Json.Nodes;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Tests.Flow;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Farm;

[Collection(ConsoleCollection.Name)]
public sealed class DrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DataFolder _data = new(Path.Combine(Path.GetTempPath(), $"drain-{Guid.NewGuid():N}"));
    private readonly HeldEngine _engine = new();
    private BridgeHost _host = null!;
    private HttpClient _http = null!;

    private ApiClient Api => new(_http);

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_data.Path);
        var options = new BridgeHostOptions { Engine = _ => _engine, Workers = [LocalWorkers.Numbered(1, maxBrowsers: 1)] };
        _host = await BridgeHost.StartAsync(_data, FolderOwner.TryTake(_data)!, options, CancellationToken.None);
        _http = new HttpClient { BaseAddress = new Uri(_host.Endpoint.Url + "/") };
        await Attaching.WorkersAsync(Api, ["worker1"], CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_data.Path, recursive: true);
    }

    [Fact]
    public async Task A_draining_silo_ends_what_runs_gives_back_what_waits_and_is_then_missed_by_nobody()
    {
        await Api.SubmitAsync(new TestRequirements { TestId = "runs", ModelId = "m" }, CancellationToken.None);
        await _engine.Started.WaitAsync(Patience);
        await Api.SubmitAsync(new TestRequirements { TestId = "waits", ModelId = "m" }, CancellationToken.None);
        await UntilAsync(async () => (await StateAsync("waits")).Status == TestStatus.Assigned);
        Assert.Equal((2, 3, 1), await PressureAsync());

        var drain = Captured.RunAsync("drain", "--data", _data.Path);
        await UntilAsync(async () => (await StateAsync("waits")).Status == TestStatus.Queued);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _http.GetAsync("health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync("health/live")).StatusCode);
        Assert.Equal((1, 0, 0), await PressureAsync());
        Assert.False(drain.IsCompleted);
        var refused = await Assert.ThrowsAsync<ApiException>(() => Api.RegisterAsync(LocalWorkers.Numbered(2, 1), CancellationToken.None));
        Assert.Contains("drains", refused.Message, StringComparison.Ordinal);

        _engine.LetGo();
        var (status, output, error) = await drain.WaitAsync(Patience);
        Assert.True(status == ExitCode.Clean, error);
        Assert.Contains("drained: this silo has no worker any more", output, StringComparison.Ordinal);
        Assert.Equal(Outcome.Passed, (await StateAsync("runs")).Result!.Outcome);
        Assert.Equal(TestStatus.Queued, (await StateAsync("waits")).Status);
    }

    private Task<TestSnapshot> StateAsync(string id) => Api.GetAsync(id, CancellationToken.None);

    /// <summary>Load, slots and workers, as an autoscaler reads them.</summary>
    private async Task<(int Load, int Slots, int Workers)> PressureAsync()
    {
        var json = JsonNode.Parse(await _http.GetStringAsync("pressure"))!;
        var (load, slots) = ((int)json["queued"]! + (int)json["busy"]!, (int)json["slots"]!);
        Assert.Equal((double)load / Math.Max(1, slots), (double)json["pressure"]!, 6);
        return (load, slots, (int)json["workers"]!);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var end = DateTime.UtcNow + Patience; !await holds(); await Task.Delay(50))
        {
            Assert.True(DateTime.UtcNow < end, "it did not come to that in time");
        }
    }
}
