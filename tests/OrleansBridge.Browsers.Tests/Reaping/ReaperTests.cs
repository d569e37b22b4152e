using System.Diagnostics;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Tests.Reaping;

[Collection(BrowserCollection.Name)]
public sealed class ReaperTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("reaper-tests-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void What_a_dead_owner_left_is_ended_and_removed()
    {
        string folder = Path.Combine(OwnerFolder.RootOf(_data), "4000000-1-1");
        Directory.CreateDirectory(Path.Combine(folder, "tmp", "profile"));
        using var left = Sleep(folder);
        Assert.Equal((1, 1), Reaper.Reap(_data));
        Assert.True(left.WaitForExit(5_000));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void An_owner_that_lives_keeps_what_it_has()
    {
        using var owner = OwnerFolder.Create(_data);
        using var browser = Sleep(owner.Path);
        Assert.Equal((0, 0), Reaper.Reap(_data));
        Assert.False(browser.HasExited);
        Assert.True(Directory.Exists(owner.Temporary));
        Assert.Equal(1, Reaper.KillMarked(owner.Path));
    }

    [Fact]
    public void A_process_that_took_over_a_dead_owners_number_does_not_save_its_folder()
    {
        string folder = Path.Combine(OwnerFolder.RootOf(_data), $"{Environment.ProcessId}-1-1");
        Directory.CreateDirectory(folder);
        Assert.Equal((0, 1), Reaper.Reap(_data));
    }

    [Fact]
    public async Task An_engine_that_stops_leaves_no_process_and_no_profile()
    {
        string data;
        await using (var harness = await EngineHarness.StartAsync([BrowserDefaults.Chrome, BrowserDefaults.Firefox], maxBrowsers: 2))
        {
            data = harness.DataFolder;
            Assert.NotEmpty(ProcessTable.Read().Marked(data));
            await harness.Engine.DisposeAsync();
            Assert.Empty(ProcessTable.Read().Marked(data));
            Assert.Empty(Directory.GetDirectories(OwnerFolder.RootOf(data)));
        }
    }

    private static Process Sleep(string mark)
    {
        var start = new ProcessStartInfo("sleep", "600");
        start.Environment["ORLEANSBRIDGE_BROWSER"] = $"{mark}/b1.";
        return Process.Start(start)!;
    }
}
