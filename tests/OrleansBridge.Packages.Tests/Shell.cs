using System.Diagnostics;

namespace OrleansBridge.Packages.Tests;

/// <summary>Runs lines as a reader would type them, and returns all that was written.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <param name="script">Stops at the first line that fails.</param>
    /// <param name="folder">Where it starts.</param>
    /// <param name="variables">What is set; null unsets.</param>
    public static async Task<(int Status, string Output)> RunAsync(string script, string folder, IReadOnlyDictionary<string, string?>? variables = null)
    {
        // In a session of its own with job control, as a terminal has it; what is left at the end is stopped with it.
        var start = new ProcessStartInfo("setsid", ["--wait", "bash", "-m", "-e", "-c", $"trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT\n{script}"])
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
