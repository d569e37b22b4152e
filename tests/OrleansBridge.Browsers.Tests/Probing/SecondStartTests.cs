using System.Runtime.Versioning;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Tests.Probing;

[Collection(BrowserCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class SecondStartTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("second-start-").FullName;

    [Fact]
    public async Task A_second_start_launches_a_browser_only_when_a_test_needs_it()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        Assert.Single(first.Engine.Browsers());
        Assert.Empty(second.Engine.Browsers());
        Assert.Equal(first.Capabilities.Single().Backends, second.Capabilities.Single().Backends);
        Assert.Equal(Outcome.Passed, (await second.RunAsync(second.Models.MatMul(8))).Outcome);
        Assert.Single(second.Engine.Browsers());
    }

    [Fact]
    public async Task A_launch_that_fails_has_the_next_start_probe_again()
    {
        string executable = Path.Combine(_data, "wrapped");
        string real = BrowserExecutable.Find(BrowserDefaults.Chrome, new BrowserEngineOptions { DataFolder = _data, NodeModules = _data }).Path;
        await File.WriteAllTextAsync(executable, $"#!/bin/sh\nexec {real} \"$@\"\n");
        File.SetUnixFileMode(executable, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var type = BrowserDefaults.Chrome with { Executables = [executable] };
        await using (await StartAsync(type))
        {
        }

        await using (var second = await StartAsync(type))
        {
            var written = File.GetLastWriteTimeUtc(executable);
            await File.WriteAllTextAsync(executable, (await File.ReadAllTextAsync(executable)).Replace("exec", "exit", StringComparison.Ordinal));
            File.SetLastWriteTimeUtc(executable, written);
            Assert.Equal(FailureKind.Launch, (await second.RunAsync(second.Models.MatMul(8))).Failure);
        }

        await using var third = await StartAsync(type);
        Assert.NotNull(third.Capabilities.Single().Problem);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private Task<EngineHarness> StartAsync(BrowserTypeOptions? type = null) =>
        EngineHarness.StartAsync([type ?? BrowserDefaults.Chrome], maxBrowsers: 1, o => o with { DataFolder = _data });
}
