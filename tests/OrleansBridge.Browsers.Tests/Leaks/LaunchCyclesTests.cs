using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Leaks;

namespace OrleansBridge.Browsers.Tests.Leaks;

[Collection(BrowserCollection.Name)]
public sealed class LaunchCyclesTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("leaks-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("chrome", 5)]
    [InlineData("firefox", 2)]
    public async Task Killed_browsers_leave_no_process_and_no_profile(string browser, int times)
    {
        var type = BrowserDefaults.All.Single(t => t.Name == browser);
        await using var cycles = await LaunchCycles.StartAsync(new BrowserEngineOptions { DataFolder = _data, NodeModules = "" }, type);
        var before = await cycles.CountAsync();
        for (int i = 0; i < times; i++)
        {
            await cycles.RunAsync();
        }

        var after = await cycles.CountAsync(before);
        Assert.Equal((before.Processes, before.Profiles), (after.Processes, after.Profiles));
    }
}
