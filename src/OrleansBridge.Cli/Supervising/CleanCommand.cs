using System.CommandLine;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Supervising;

/// <summary><c>bridge clean</c>.</summary>
internal static class CleanCommand
{
    /// <summary>All that a bridge makes in its data folder; whatever else lies there is not ours.</summary>
    private static readonly string[] Ours =
        ["postgres", "browsers", "models", "downloads", "runs", "artifacts", "ort", "suites", "bench", "silos", "silo.json", "endpoint.json", "supervisor.json", "bridge.lock", "bridge.log", "bridge.log.1", "up.log"];

    internal static Command Create() =>
        new BridgeCommand("clean", "Stops the bridge and deletes its data folder: every test, result and cache in it.", "./bridge clean", "./bridge clean --data /tmp/trial").Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var data = parsed.Data();
        if (!Directory.Exists(data.Path))
        {
            Console.WriteLine($"nothing to clean: there is no {data.Path}");
            return ExitCode.Clean;
        }

        foreach (var line in await BridgeStop.RunAsync(data, cancellation))
        {
            Console.WriteLine(line);
        }

        foreach (var name in Ours)
        {
            var path = data.In(name);
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }

            File.Delete(path);
        }

        var left = Directory.EnumerateFileSystemEntries(data.Path).Count();
        if (left == 0)
        {
            Directory.Delete(data.Path);
        }

        Console.WriteLine($"cleaned {data.Path}{(left > 0 ? $"; {left} files or folders in it are not the bridge's and stay" : "")}");
        return ExitCode.Clean;
    }
}
