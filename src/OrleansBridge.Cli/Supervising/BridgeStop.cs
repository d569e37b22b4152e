using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Supervising;

/// <summary>Stops whatever runs on a data folder: supervisor, bridge, and a PostgreSQL that a killed bridge left.</summary>
internal static class BridgeStop
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    /// <returns>What was stopped, one line each.</returns>
    internal static async Task<IReadOnlyList<string>> RunAsync(DataFolder data, CancellationToken cancellation)
    {
        var stopped = new List<string>();
        await JoinedAsync(data, stopped, cancellation);
        await StopAsync(Note.Read<ProcessIdentity>(data.SupervisorFile), "supervisor", stopped, cancellation);
        await StopAsync(BridgeEndpoint.Find(data)?.Process, "bridge", stopped, cancellation);
        File.Delete(data.EndpointFile);
        File.Delete(data.SupervisorFile);
        if (await PrivateServer.StopOrphanAsync(data.Path, cancellation))
        {
            stopped.Add("stopped a PostgreSQL server that a killed bridge had left");
        }

        return stopped;
    }

    /// <summary>Stops the silo processes that joined: before the first one, which has their database.</summary>
    internal static async Task JoinedAsync(DataFolder data, List<string> stopped, CancellationToken cancellation)
    {
        if (!Directory.Exists(data.Silos))
        {
            return;
        }

        var folders = Directory.EnumerateDirectories(data.Silos).Select(path => new DataFolder(path)).ToList();
        await Task.WhenAll(folders.Select(async own =>
        {
            var silo = "silo " + Path.GetFileName(own.Path);
            await StopAsync(Note.Read<ProcessIdentity>(own.SupervisorFile), $"supervisor of {silo}", stopped, cancellation);
            await StopAsync(BridgeEndpoint.Find(own)?.Process, silo, stopped, cancellation);
            File.Delete(own.EndpointFile);
            File.Delete(own.SupervisorFile);
        }));
    }

    private static async Task StopAsync(ProcessIdentity? process, string what, List<string> stopped, CancellationToken cancellation)
    {
        if (process is null || !process.Lives())
        {
            return;
        }

        if (!process.AskToStop())
        {
            throw new UserErrorException($"the {what} (process {process.Id}) belongs to another user", "Stop it as that user, or as root.");
        }

        if (!await process.GoneAsync(Patience, cancellation))
        {
            throw new UserErrorException($"the {what} (process {process.Id}) did not stop within {Patience.TotalSeconds:0} s", $"Kill it: kill -9 {process.Id}; then run ./bridge down again. No acknowledged test is lost by that.");
        }

        lock (stopped)
        {
            stopped.Add($"stopped the {what} (process {process.Id})");
        }
    }
}
