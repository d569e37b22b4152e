using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Tests.Launching;

public sealed class BrowserLauncherTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("launcher-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_launch_under_way_when_its_launcher_stops_leaves_nothing()
    {
        var launcher = await StartAsync();
        var launch = launcher.LaunchAsync(BrowserDefaults.Chrome, software: true);
        string profile = Path.Combine(launcher.Owner.Temporary, "b1");
        while (!Directory.Exists(profile))
        {
            await Task.Yield();
        }

        await launcher.DisposeAsync();

        Assert.True(launch.IsCompleted);
        Assert.Empty(Directory.GetDirectories(OwnerFolder.RootOf(_data.FullName)));
        Assert.Empty(ProcessTable.Read().Marked(launcher.Owner.Path));
    }

    [Fact]
    public async Task A_stopped_launcher_launches_nothing_and_makes_no_folder()
    {
        var launcher = await StartAsync();
        await launcher.DisposeAsync();

        await Assert.ThrowsAsync<BrowserLaunchException>(() => launcher.LaunchAsync(BrowserDefaults.Chrome, software: true));

        Assert.Empty(Directory.GetDirectories(OwnerFolder.RootOf(_data.FullName)));
    }

    [Fact]
    public async Task No_browser_puts_itself_before_its_silo()
    {
        await using var launcher = await StartAsync();
        var launched = (LaunchedBrowser)await launcher.LaunchAsync(BrowserDefaults.Chrome, software: true);
        int own = ProcessTable.NiceOf(Environment.ProcessId)!.Value;

        // It raises its main threads as soon as it has some.
        await launched.Context.NewPageAsync();

        Assert.All(ProcessTable.Read().Tree(launched.ProcessId!.Value), process => Assert.InRange(ProcessTable.NiceOf(process) ?? own, own, 19));
    }

    private Task<BrowserLauncher> StartAsync() => BrowserLauncher.StartAsync(new BrowserEngineOptions
    {
        DataFolder = _data.FullName,
        NodeModules = Path.Combine(EngineHarness.Repository(), "npm", "node_modules"),
    });
}
