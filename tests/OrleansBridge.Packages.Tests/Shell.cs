using System.Diagnostics;

namespace OrleansBridge.Packages.Tests;

/// <summary>Runs lines as a reader would type them, and returns all that was written.</summary>
internal static class Shell
{
    /// <summary>As a terminal has it: each job is a group of processes, and what is left of them at the end is stopped.</summary>
    private const string JobControl = "set -m\ntrap 's=$?; for job in $(jobs -p); do kill -- -$job; done 2>/dev/null; wait; exit $s' EXIT\n";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <param name="script">Stops at the first line that fails.</param>
    /// <param name="folder">Where it starts.</param>
    /// <param name="variables">What is set; null unsets.</param>
    public static async Task<(int Status, string Output)> RunAsync(string script, string folder, IReadOnlyDictionary<string, string?>? variables = null)
    {
        var start = new ProcessStartInfo("setsid", ["--wait", "bash", "-e", "-c", JobControl + script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"not done within {Patience.TotalMinutes:0} min:\n{script}");
        }
    }
}
