using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Doctor;

/// <summary>Programs and packages beside the bridge.</summary>
internal static class Tools
{
    internal static async Task<Finding> CommandAsync(string name, string fix, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(name, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new Finding(name, process.ExitCode == 0, output.Trim().Split('\n')[0]);
        }
        catch (Win32Exception)
        {
            return new Finding(name, false, $"not found; {fix}");
        }
    }

    internal static Finding Package(string name)
    {
        var file = Path.Combine(Installation.NodeModules, name, "package.json");
        return File.Exists(file)
            ? new Finding(name, true, JsonNode.Parse(File.ReadAllText(file))?["version"]?.ToString() ?? "?")
            : new Finding(name, false, $"not installed; run: cd '{Path.GetDirectoryName(Installation.NodeModules)}' && npm ci --ignore-scripts");
    }

    internal static Finding TestData()
    {
        const string Folder = "/usr/share/libonnx-testdata/data";
        return Directory.Exists(Folder)
            ? new Finding("ONNX test data", true, $"{Folder}: {string.Join(", ", Directory.GetDirectories(Folder).Select(Path.GetFileName).Order())}")
            : new Finding("ONNX test data", false, "not installed; for ./bridge suite: apt-get install libonnx-testdata");
    }
}
