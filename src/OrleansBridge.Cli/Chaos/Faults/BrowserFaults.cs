using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Execution;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Kills the processes by which a browser runs pages or talks to the GPU, while it works.</summary>
internal sealed class BrowserFaults(FaultTarget target)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal async Task<Injection> KillAsync(PlannedFault fault, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + Patience; ; await Task.Delay(50, cancellation))
        {
            // A heartbeat tells of browsers: by now this one may have ended by itself.
            if (await BusyAsync(fault.Pick, cancellation) is { } browser && Processes(fault.Kind, browser.ProcessId!.Value) is { Count: > 0 } processes)
            {
                var hit = string.Join(", ", processes.Select(p => $"{p} {BrowserProcesses.Name(p)}"));
                var begun = DateTimeOffset.UtcNow;
                if (processes.Select(Signals.Kill).ToList().Contains(true))
                {
                    return new Injection
                    {
                        Kind = fault.Kind,
                        Begun = begun,
                        Ended = begun,
                        Hit = $"{hit} of {browser.Id}",
                        Worker = browser.Worker,
                        Browser = browser.Browser,
                    };
                }
            }

            if (DateTime.UtcNow > end)
            {
                throw new ChaosException($"no browser worked within {Patience.TotalSeconds:0} s");
            }
        }
    }

    private async Task<BrowserSnapshot?> BusyAsync(int pick, CancellationToken cancellation)
    {
        try
        {
            var busy = (await target.Victim.Api().BrowsersAsync(cancellation)).Where(b => b is { Active: > 0, ProcessId: not null }).ToList();
            return busy.Count == 0 ? null : busy[pick % busy.Count];
        }
        catch (Exception e) when (Transient.Is(e, cancellation))
        {
            return null;
        }
    }

    private static IReadOnlyList<int> Processes(FaultKind kind, int browser) =>
        kind == FaultKind.GpuKill ? BrowserProcesses.Gpu(browser) : BrowserProcesses.Pages(browser);
}
