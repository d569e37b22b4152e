using System.Diagnostics;

namespace OrleansBridge.Postgres;

/// <summary>Runs PostgreSQL's programs.</summary>
internal static class Commands
{
    public static async Task<CommandResult> RunAsync(string file, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(file)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // Messages are matched below, so they must come in English.
        start.Environment["LC_ALL"] = "C";
        using var process = new Process { StartInfo = start };
        process.Start();
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new CommandResult(process.ExitCode, await output, await error);
    }
}
