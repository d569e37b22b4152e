using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Supervising;

/// <summary>The process that hosts the bridge of <c>up</c>. It ends when asked, when its supervisor dies, or when its silo ends itself.</summary>
internal static class SupervisedBridge
{
    internal static async Task<int> RunAsync(DataFolder data, BridgeHostOptions options, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _ = StopWithSupervisorAsync(stop);
        var owner = FolderOwner.TryTake(data.OfSilo(options.Silo))
            ?? throw new UserErrorException($"the data folder {data.Path} is in use by another bridge", "Stop it with ./bridge down, or choose another folder with --data DIR.");
        BridgeHost host;
        try
        {
            host = await BridgeHost.StartAsync(data, owner, options, stop.Token);
        }
        catch
        {
            owner.Dispose();
            throw;
        }

        await using (host)
        {
            Console.WriteLine(options.Silo == 1
                ? $"bridge up at {host.Endpoint.Url}, {host.Endpoint.Runtime} Orleans, data in {data.Path}"
                : $"silo {options.Silo} joined the bridge on {data.Path}; it answers at {host.Endpoint.Url} too");
            _ = AnnounceAsync(host);
            await Task.WhenAny(host.Ended, Task.Delay(Timeout.Infinite, stop.Token));
        }

        // A silo that ended by itself is restarted by the supervisor.
        return stop.IsCancellationRequested ? ExitCode.Clean : ExitCode.Failed;
    }

    private static async Task AnnounceAsync(BridgeHost host)
    {
        try
        {
            CapabilityLines.Write(await host.Capabilities);
        }
        catch (Exception e)
        {
            Screen.Note($"The browsers could not be started: {UserErrors.Explain(e) ?? e.Message}");
        }
    }

    /// <summary>The supervisor holds the other end of standard input: its end is the supervisor's.</summary>
    private static async Task StopWithSupervisorAsync(CancellationTokenSource stop)
    {
        await using var input = Console.OpenStandardInput();
        await input.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
        await stop.CancelAsync();
    }
}
