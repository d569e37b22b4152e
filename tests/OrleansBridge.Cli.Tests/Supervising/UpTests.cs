using System.Diagnostics;
using OrleansBridge.Cli.Chaos;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Supervising;

public sealed class UpTests : IDisposable
{
    private readonly DataFolder _data = new(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "bridge-up-" + Guid.NewGuid().ToString("n"))).FullName);

    public void Dispose() => Directory.Delete(_data.Path, recursive: true);

    [Fact]
    public async Task Ctrl_C_is_the_supervisors_business_and_its_bridge_stops_when_told()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));

        // A shell starts what is in the background with interrupts ignored, and that is inherited.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", typeof(CommandTree).Assembly.Location, "up", "--engine", "noop", "--port", "0", "--data", _data.Path])
        {
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("ConnectionStrings__Bridge");
        using var supervisor = Process.Start(start)!;
        await supervisor.StandardOutput.ReadLineAsync(limit.Token);
        var bridge = (await BridgeConnection.TryAttachAsync(_data, limit.Token))!;
        await using (bridge)
        {
            await Attaching.WorkersAsync(bridge.Api, ["worker1"], limit.Token);

            // The terminal sends it to every process of the group.
            Assert.True(Signals.Interrupt(bridge.Endpoint.Process.Id));
            var ended = await RunAsync(bridge.Api, limit.Token);

            Assert.Equal(TestStatus.Completed, ended.Status);
            Assert.True(bridge.Endpoint.Process.Lives());
        }

        Assert.True(Signals.Interrupt(supervisor.Id));
        await supervisor.WaitForExitAsync(limit.Token);
        Assert.Equal(130, supervisor.ExitCode);
        Assert.False(bridge.Endpoint.Process.Lives());
    }

    private static async Task<TestSnapshot> RunAsync(ApiClient api, CancellationToken limit)
    {
        var labels = new Dictionary<string, string> { [NoOpEngine.DelayLabel] = "3000" };
        var reply = Assert.Single(await api.SubmitManyAsync([new TestRequirements { TestId = "t", ModelId = "m", Labels = labels }], limit));
        return await api.WatchAsync([reply.TestId], limit).LastAsync(limit);
    }
}
