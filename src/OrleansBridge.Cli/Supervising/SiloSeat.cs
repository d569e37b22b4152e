using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Supervising;

/// <summary>The number of a further silo process, held by its supervisor as long as that lives.</summary>
internal sealed class SiloSeat : IDisposable
{
    private const int Last = 64;

    private readonly FolderOwner _held;

    private SiloSeat(int number, FolderOwner held) => (Number, _held) = (number, held);

    internal int Number { get; }

    /// <summary>The wanted number, or the lowest free one.</summary>
    /// <exception cref="UserErrorException">There is nothing to join, or no seat.</exception>
    internal static SiloSeat Take(DataFolder data, int? wanted)
    {
        RequireCluster(data);
        for (var number = wanted ?? 2; number <= (wanted ?? Last); number++)
        {
            var own = data.OfSilo(number);
            if (FolderOwner.TryTake(own, "supervisor.lock") is not { } held)
            {
                continue;
            }

            // The silo of a supervisor that was killed may still be on its way out.
            if (FolderOwner.TryTake(own) is { } free)
            {
                free.Dispose();
                return new SiloSeat(number, held);
            }

            held.Dispose();
        }

        throw new UserErrorException(wanted is null ? $"{Last} silos run on {data.Path} already" : $"silo {wanted} runs on {data.Path} already", "Stop the bridge with ./bridge down.");
    }

    public void Dispose() => _held.Dispose();

    private static void RequireCluster(DataFolder data)
    {
        if (LocalSilo.WhyNoJoin is { } why)
        {
            throw new UserErrorException($"no silo can join: {why}", "Build on the Microsoft.Orleans packages: set OrleansRuntime=Microsoft for this command and for ./bridge up.");
        }

        var running = BridgeEndpoint.Find(data);
        if (running is null ? BridgeDatabaseHost.Given is null && Postgres.PrivateServer.Find(data.Path) is null : running.Runtime != OrleansBridge.Hosting.OrleansRuntimeName.Value)
        {
            throw running is null
                ? BridgeDatabaseHost.NothingToJoin(data)
                : new UserErrorException($"the bridge on {data.Path} runs on the {running.Runtime} Orleans runtime, which is one process", "Stop it with ./bridge down, and start it on the Microsoft.Orleans packages: OrleansRuntime=Microsoft ./bridge up.");
        }
    }
}
