using System.Diagnostics;
using OrleansBridge.Cli.Chaos.Auditing;

namespace OrleansBridge.Cli.Tests.Chaos;

public sealed class LeftoversTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("leftovers-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void A_process_that_works_in_the_folder_or_carries_its_name_is_left()
    {
        Assert.Empty(Leftovers.Processes(_data));
        using var inside = Process.Start(new ProcessStartInfo("sleep", "60") { WorkingDirectory = _data })!;
        using var marked = Process.Start(new ProcessStartInfo("sleep", "60") { Environment = { ["PROFILE"] = _data + "/browsers/1" } })!;
        try
        {
            Assert.Equal(2, Leftovers.Processes(_data).Count);
        }
        finally
        {
            inside.Kill();
            marked.Kill();
            inside.WaitForExit();
            marked.WaitForExit();
        }

        Assert.Empty(Leftovers.Processes(_data));
    }

    [Fact]
    public void A_profile_folder_is_left()
    {
        var before = Leftovers.Temporary();
        Assert.Empty(Leftovers.Profiles(_data, before));
        Directory.CreateDirectory(Path.Combine(_data, "browsers", "1-2-3"));
        Assert.Contains("1-2-3", Assert.Single(Leftovers.Profiles(_data, before)), StringComparison.Ordinal);
    }
}
