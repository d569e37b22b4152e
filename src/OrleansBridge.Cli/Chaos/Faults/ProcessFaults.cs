using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Cli.Hosting;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Kills and freezes the bridge's own process.</summary>
internal sealed class ProcessFaults(FaultTarget target)
{
    internal async Task<Injection> KillBridgeAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var process = await ProcessAsync(cancellation);
        var name = BrowserProcesses.Name(process);
        var begun = DateTimeOffset.UtcNow;
        Signals.Kill(process);
        return new Injection { Kind = fault.Kind, Begun = begun, Ended = begun, Hit = $"{process} {name}", EndsRuns = true };
    }

    /// <summary>A silo that joined dies with its worker; the others have to notice.</summary>
    internal async Task<Injection> KillWorkerAsync(PlannedFault fault, CancellationToken cancellation)
    {
        if (target.Victim.Joined.Count == 0)
        {
            return await KillBridgeAsync(fault, cancellation);
        }

        var (silo, process) = target.Victim.Joined[fault.Pick % target.Victim.Joined.Count];
        var begun = DateTimeOffset.UtcNow;
        Signals.Kill(process);
        return new Injection
        {
            Kind = fault.Kind,
            Begun = begun,
            Ended = begun,
            Hit = $"{process} {BrowserProcesses.Name(process)} of silo {silo}",
            Worker = LocalWorkers.Numbered(1, 1, silo).WorkerId,
            EndsRuns = true,
        };
    }

    internal async Task<Injection> FreezeAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var process = await ProcessAsync(cancellation);
        var begun = DateTimeOffset.UtcNow;
        Signals.Stop(process);
        try
        {
            await Task.Delay(fault.Lasts, cancellation);
        }
        finally
        {
            Signals.Continue(process);
        }

        return new Injection { Kind = fault.Kind, Begun = begun, Ended = DateTimeOffset.UtcNow, Hit = $"{process} {BrowserProcesses.Name(process)}" };
    }

    /// <summary>The bridge, once it is there: it may just be starting again.</summary>
    private async Task<int> ProcessAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (target.Victim.Process is { } process)
            {
                return process;
            }

            await Task.Delay(100, cancellation);
        }
    }
}
