using System.Diagnostics;
using System.Text.RegularExpressions;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Hosting;

/// <summary>Another version of ONNX Runtime Web than the pinned one, installed from npm into the data folder.</summary>
internal static partial class OrtVersion
{
    /// <returns>The package's folder.</returns>
    internal static async Task<string> EnsureAsync(DataFolder data, string version, CancellationToken cancellation)
    {
        if (!Version().IsMatch(version))
        {
            throw new UserErrorException($"--ort is '{version}'; expected a version of npm's onnxruntime-web such as 1.30.0 or dev");
        }

        var folder = data.In("ort", version);
        var package = Path.Combine(folder, "node_modules", "onnxruntime-web");
        if (File.Exists(Path.Combine(package, "package.json")))
        {
            return package;
        }

        Screen.Note($"installing onnxruntime-web {version} ...");
        Directory.CreateDirectory(folder);
        using var npm = Process.Start(new ProcessStartInfo("npm", ["install", $"onnxruntime-web@{version}", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var (output, error) = (npm.StandardOutput.ReadToEndAsync(cancellation), npm.StandardError.ReadToEndAsync(cancellation));
        await npm.WaitForExitAsync(cancellation);
        await output;
        return npm.ExitCode == 0 ? package : throw new UserErrorException($"npm has no onnxruntime-web {version}, or cannot be reached: {(await error).Trim().Split('\n')[0]}");
    }

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z.\-+]*$")]
    private static partial Regex Version();
}
