using System.Diagnostics;
using System.Globalization;
using OrleansBridge.Browsers.Native;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Tests.Native;

public sealed class OwnerDeathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("native-owner-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The owner is a shell, and its end of the pipe is held open by this test: only the owner's death can tell.</summary>
    [Fact]
    public async Task A_process_whose_owner_was_killed_ends_itself()
    {
        string log = Path.Combine(_folder, "node.log");
        await File.WriteAllTextAsync(log, "");
        string package = Path.Combine(EngineHarness.Repository(), "npm", "node_modules", "onnxruntime-node");
        string[] arguments = ["-c", "exec 3<&0; node \"$0\" \"$1\" 1 $$ \"$2\" <&3 >\"$2.out\" & echo $!; wait", NativeScripts.Unpack(_folder), package, log];
        using var owner = Process.Start(new ProcessStartInfo("/bin/sh", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        int id = int.Parse((await owner.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        using var node = Process.GetProcessById(id);
        await GreetedAsync($"{log}.out");

        Reaper.Kill(owner.Id);
        await node.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Null(ProcessTable.StartOf(id));
    }

    private static async Task GreetedAsync(string output)
    {
        // What is there may be the greeting's length alone.
        var said = "";
        for (var end = DateTime.UtcNow.AddSeconds(60); !said.Contains("\"ort\"", StringComparison.Ordinal) && DateTime.UtcNow < end;)
        {
            await Task.Delay(50);
            said = File.Exists(output) ? await File.ReadAllTextAsync(output) : "";
        }

        Assert.Contains("\"ort\"", said, StringComparison.Ordinal);
    }
}
