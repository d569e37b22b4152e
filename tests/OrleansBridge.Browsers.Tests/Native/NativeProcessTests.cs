using System.Runtime.Versioning;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Native;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Tests.Native;

[UnsupportedOSPlatform("windows")]
public sealed class NativeProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("native-process-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task What_answers_but_is_not_node_leaves_no_process_and_no_folder()
    {
        string impostor = Path.Combine(_data.FullName, "node");
        await File.WriteAllTextAsync(impostor, "#!/bin/sh\nprintf '\\005\\000\\000\\000hello'\nexec sleep 600\n");
        File.SetUnixFileMode(impostor, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var launcher = await StartAsync(Modules());

        var refused = await Assert.ThrowsAsync<BrowserLaunchException>(() => launcher.LaunchAsync(BrowserDefaults.Native with { Executables = [impostor] }, software: true));

        Assert.Contains("is this node?", refused.Message, StringComparison.Ordinal);
        AssertNothingLeft(launcher);
    }

    [Fact]
    public async Task A_missing_package_leaves_no_folder()
    {
        await using var launcher = await StartAsync(_data.FullName);

        var missing = await Assert.ThrowsAsync<BrowserSetupException>(() => launcher.LaunchAsync(BrowserDefaults.Native, software: true));

        Assert.Contains("no onnxruntime-node", missing.Message, StringComparison.Ordinal);
        AssertNothingLeft(launcher);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_pipes_go_with_it(bool killed)
    {
        await using var launcher = await StartAsync(Modules());
        var native = (NativeProcess)await launcher.LaunchAsync(BrowserDefaults.Native, software: true);
        string[] pipes = [.. new[] { "0", "1" }.Select(end => Path.Combine("/proc", $"{native.ProcessId}", "fd", end)).Select(end => new FileInfo(end).LinkTarget!)];
        Assert.Equal(2, Held(pipes));

        if (killed)
        {
            Reaper.Kill(native.ProcessId!.Value);
        }

        await native.CloseAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, Held(pipes));
    }

    /// <summary>How many ends of these pipes this process has open.</summary>
    private static int Held(string[] pipes) => Directory.GetFiles("/proc/self/fd").Select(end => new FileInfo(end).LinkTarget).Count(pipes.Contains);

    private static void AssertNothingLeft(BrowserLauncher launcher)
    {
        Assert.Empty(Directory.GetDirectories(launcher.Owner.Temporary));
        // As launches are marked: Playwright's driver has the folder for its temporary files, where that is short enough.
        Assert.Empty(ProcessTable.Read().Marked($"{launcher.Owner.Path}/b"));
    }

    private static string Modules() => Path.Combine(EngineHarness.Repository(), "npm", "node_modules");

    private Task<BrowserLauncher> StartAsync(string nodeModules) => BrowserLauncher.StartAsync(new BrowserEngineOptions { DataFolder = _data.FullName, NodeModules = nodeModules });
}
