using System.Diagnostics;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Testing;

/// <summary>The .NET SDK at work on the solution for one Orleans runtime.</summary>
internal sealed class Toolchain(string runtime)
{
    private const int MostLines = 40;

    /// <summary>Tests are built as Debug: the Release build is the one this very program runs from.</summary>
    internal const string Configuration = "Debug";

    internal string Runtime => runtime;

    private static string Solution => Path.Combine(Installation.Home, "OrleansBridge.sln");

    internal async Task<bool> BuildAsync(CancellationToken cancellation)
    {
        var (status, output) = await RunAsync(["build", Solution, "-c", Configuration, "-v", "quiet", "-nologo"], cancellation);
        if (status != 0)
        {
            Tail(output.Split('\n').Where(l => l.Contains("error", StringComparison.Ordinal)).Distinct());
            Console.WriteLine($"== {runtime} Orleans: the build failed");
        }

        return status == 0;
    }

    internal async Task<TestCounts> CheckFormatAsync(CancellationToken cancellation)
    {
        var (status, output) = await RunAsync(["format", Solution, "--verify-no-changes", "--no-restore"], cancellation);
        if (status == 0)
        {
            return new TestCounts(0, 0, 0);
        }

        Tail(output.Split('\n').Where(l => l.Contains("error", StringComparison.Ordinal)).Distinct());
        Console.WriteLine("== dotnet format finds changes to make: run dotnet format");
        return TestCounts.OneFailure;
    }

    /// <summary>Runs <c>dotnet</c> with the runtime chosen, and returns its status and all it wrote.</summary>
    internal async Task<(int Status, string Output)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Installation.Home };
        start.Environment["OrleansRuntime"] = runtime;
        start.Environment["BRIDGE_HOME"] = Installation.Home;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    internal static void Tail(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(l => l.Trim().Length > 0).TakeLast(MostLines))
        {
            Console.WriteLine($"   {line.TrimEnd()}");
        }
    }
}
