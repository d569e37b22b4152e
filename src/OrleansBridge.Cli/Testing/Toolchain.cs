using System.Diagnostics;

namespace OrleansBridge.Cli.Testing;

/// <summary>The .NET SDK at work on a checkout for one Orleans runtime.</summary>
internal sealed class Toolchain(string runtime, string home)
{
    private const int MostLines = 40;

    /// <summary>Tests are built as Debug: the Release build is the one this very program runs from.</summary>
    internal const string Configuration = "Debug";

    internal string Runtime => runtime;

    private string Solution => Path.Combine(home, "OrleansBridge.sln");

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

    /// <summary>Style and analysis are held by the build too, so that a quick look at white space is enough after it.</summary>
    internal async Task<TestCounts> CheckFormatAsync(bool full, CancellationToken cancellation)
    {
        string[] what = full ? ["format"] : ["format", "whitespace"];
        var (status, output) = await RunAsync([.. what, Solution, "--verify-no-changes", "--no-restore"], cancellation);
        if (status == 0)
        {
            return new TestCounts(0, 0, 0);
        }

        Tail(output.Split('\n').Where(l => l.Contains("error", StringComparison.Ordinal)).Distinct());
        Console.WriteLine("== dotnet format finds changes to make: run dotnet format");
        return TestCounts.OneFailure;
    }

    /// <summary>Builds one test project and runs some of its tests.</summary>
    /// <returns>Whether it was built, and the names of the tests that passed in all their cases.</returns>
    internal async Task<(bool Built, IReadOnlySet<string> Passed)> TestsAsync(string project, IReadOnlyCollection<string> tests, CancellationToken cancellation)
    {
        var file = Path.Combine(home, "tests", project, project + ".csproj");
        var (status, output) = await RunAsync(["build", file, "-c", Configuration, "-v", "quiet", "-nologo"], cancellation);
        if (status != 0)
        {
            Tail(output.Split('\n').Where(l => l.Contains("error", StringComparison.Ordinal)).Distinct());
            return (false, new HashSet<string>());
        }

        var results = Directory.CreateTempSubdirectory("bridge-tests-");
        try
        {
            var filter = string.Join('|', tests.Select(t => $"FullyQualifiedName~.{t}"));
            await RunAsync(["test", file, "--no-build", "-c", Configuration, "--filter", filter, "--logger", "trx;LogFileName=results.trx", "--results-directory", results.FullName], cancellation);
            var trx = Path.Combine(results.FullName, "results.trx");
            return (true, File.Exists(trx) ? Trx.Passed(trx) : new HashSet<string>());
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    /// <summary>Runs <c>dotnet</c> with the runtime chosen, and returns its status and all it wrote.</summary>
    internal async Task<(int Status, string Output)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = home };
        start.Environment["OrleansRuntime"] = runtime;
        start.Environment["BRIDGE_HOME"] = home;
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
