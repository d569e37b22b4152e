using System.Diagnostics;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Supervising;

/// <summary><c>up --detach</c>: a supervisor in a session of its own, awaited until its bridge answers.</summary>
internal static class DetachedStart
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    /// <param name="data">The folder of the silo that is to run.</param>
    /// <param name="more">Arguments besides this command's own.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal static async Task<int> RunAsync(DataFolder data, IEnumerable<string> more, CancellationToken cancellation)
    {
        Directory.CreateDirectory(data.Path);
        var output = data.In("up.log");
        string[] again = [Environment.ProcessPath!, .. OwnCommand.Arguments.Where(a => a != "--detach"), .. more];
        using var shell = Process.Start("/bin/sh", ["-c", "out=$1; shift; exec setsid \"$@\" >\"$out\" 2>&1 </dev/null", "sh", output, .. again]);
        for (var end = DateTime.UtcNow + LongestStart; DateTime.UtcNow < end; await Task.Delay(200, cancellation))
        {
            if (await BridgeConnection.TryAttachAsync(data, cancellation) is { } running)
            {
                await using (running)
                {
                    Console.WriteLine($"bridge up at {running.Endpoint.Url}, {running.Endpoint.Runtime} Orleans, data in {data.Path}; stop it with ./bridge down");
                    return ExitCode.Clean;
                }
            }

            if (shell.HasExited)
            {
                throw new UserErrorException(File.ReadAllText(output).Trim() is { Length: > 0 } said ? said.Replace("bridge: ", "", StringComparison.Ordinal) : $"the bridge ended with status {shell.ExitCode}");
            }
        }

        throw new UserErrorException($"the bridge did not answer within {LongestStart.TotalSeconds:0} s", $"Its output is in {output}, its log in {data.LogFile}.");
    }
}
