using System.Diagnostics;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Tests.Launching;

public sealed class PlaywrightDriverTests
{
    [Fact]
    public async Task The_driver_and_so_its_browsers_yield_to_the_silo()
    {
        var folder = Directory.CreateTempSubdirectory("driver-");
        try
        {
            var owner = OwnerFolder.Create(folder.FullName);
            await using var driver = new PlaywrightDriver(owner);
            await driver.CurrentAsync();
            var table = ProcessTable.Read();
            var node = Assert.Single(table.Marked(owner.Temporary), id => table.ParentOf(id) == Environment.ProcessId);
            Assert.True(ProcessTable.NiceOf(node) > ProcessTable.NiceOf(Environment.ProcessId));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_inherits_the_way_to_the_driver_is_not_taken_for_its_browser()
    {
        var folder = Directory.CreateTempSubdirectory("driver-");
        try
        {
            using var owner = OwnerFolder.Create(folder.FullName);
            var start = new ProcessStartInfo("sleep", ["60"]) { Environment = { [PlaywrightDriver.NodeVariable] = PlaywrightDriver.NodeOf(owner) } };
            using var other = Process.Start(start)!;

            Assert.Equal(0, Reaper.KillMarked(owner.Path));

            other.Kill();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
