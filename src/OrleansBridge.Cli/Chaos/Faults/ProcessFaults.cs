using System.Globalization;
using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Cli.Hosting;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Kills and freezes the bridge's own process.</summary>
internal sealed class ProcessFaults(FaultTarget target)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A lease is 10 s.</summary>
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(13);

    /// <summary>Agents call the balancer every 2 s.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    internal async Task<Injection> KillBridgeAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var process = await ProcessAsync(cancellation);
        var name = BrowserProcesses.Name(process);
        var begun = DateTimeOffset.UtcNow;
        Signals.Kill(process);
        return new Injection { Kind = fault.Kind, Begun = begun, Ended = begun, Hit = $"{process} {name}", EndsRuns = true };
    }

    /// <summary>
    /// A silo that joined dies with its worker; the others have to notice. Every other time its supervisor dies too, as with their
    /// machine, and nobody starts it for longer than a lease.
    /// </summary>
    internal async Task<Injection> KillWorkerAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var machine = fault.Pick % 2 == 1;
        if (target.Victim.Joined.Count == 0)
        {
            return machine ? await KillMachineAsync(fault, 1, await ProcessAsync(cancellation), cancellation) : await KillBridgeAsync(fault, cancellation);
        }

        var (silo, process) = target.Victim.Joined[fault.Pick % target.Victim.Joined.Count];
        return machine ? await KillMachineAsync(fault, silo, process, cancellation) : KillJoined(fault, silo, process, "");
    }

    private async Task<Injection> KillMachineAsync(PlannedFault fault, int silo, int process, CancellationToken cancellation)
    {
        var worker = silo == 1 ? null : LocalWorkers.Numbered(1, 1, silo).WorkerId;
        var balancer = target.Marks.Read(TrickMarks.Balancer)?.Hit == process.ToString(CultureInfo.InvariantCulture);
        var heard = worker is null || balancer ? null : (await target.Victim.Api().WorkersAsync(cancellation)).Find(w => w.Descriptor.WorkerId == worker)?.LastHeartbeat;
        var begun = DateTimeOffset.UtcNow;
        target.Victim.KillMachine(silo, process);
        if (silo > 1)
        {
            await Task.Delay(Away, cancellation);
        }

        target.Victim.StartMachine(silo);
        return new Injection
        {
            Kind = fault.Kind,
            Begun = begun,
            Ended = begun,
            Hit = $"{process} dotnet of silo {silo} and its supervisor{(balancer ? ", which had the balancer" : "")}",
            Worker = worker,
            LastHeard = heard,
            EndsRuns = true,
        };
    }

    /// <summary>The silo that answered the balancer's latest call dies; where there is one silo, that is the whole bridge.</summary>
    internal async Task<Injection> KillBalancerAsync(PlannedFault fault, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(100, cancellation))
        {
            if (target.Marks.Read(TrickMarks.Balancer) is not { } noted || DateTimeOffset.UtcNow - noted.At > Fresh)
            {
                continue;
            }

            var host = int.Parse(noted.Hit, CultureInfo.InvariantCulture);
            if (host == target.Victim.Process)
            {
                return (await KillBridgeAsync(fault, cancellation)) is var killed && target.Victim.Silos == 1
                    ? killed with { Hit = $"{killed.Hit}, the only silo, with the balancer" }
                    : killed with { Hit = $"{killed.Hit} of silo 1, which had the balancer" };
            }

            if (target.Victim.Joined.Where(j => j.Process == host).Select(j => (int?)j.Silo).FirstOrDefault() is { } silo)
            {
                return KillJoined(fault, silo, host, ", which had the balancer");
            }
        }

        throw new ChaosException($"no living silo was seen to have the balancer within {Patience.TotalSeconds:0} s");
    }

    private static Injection KillJoined(PlannedFault fault, int silo, int process, string what)
    {
        var name = BrowserProcesses.Name(process);
        var begun = DateTimeOffset.UtcNow;
        Signals.Kill(process);
        return new Injection
        {
            Kind = fault.Kind,
            Begun = begun,
            Ended = begun,
            Hit = $"{process} {name} of silo {silo}{what}",
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
