using OrleansBridge.Cli.Connecting;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Chaos.Auditing;

/// <summary>Looks at owners and slots all the time: what is wrong for a moment is wrong.</summary>
internal sealed class LedgerWatch(VictimBridge victim)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<AuditFinding> _owners = [];
    private readonly HashSet<AuditFinding> _slots = [];

    internal IReadOnlyCollection<AuditFinding> DoubleOwners => _owners;

    internal IReadOnlyCollection<AuditFinding> SlotErrors => _slots;

    internal int Looks { get; private set; }

    internal async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stop);
            }
            catch (Exception e) when (Transient.Is(e, stop))
            {
                // The database is down: there is nothing to see.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Every, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task LookAsync(CancellationToken cancellation)
    {
        var audit = new LedgerAudit(victim.Watch);
        _owners.UnionWith(await audit.AskAsync(LedgerAudit.DoubleOwners, cancellation: cancellation));
        _slots.UnionWith(await audit.AskAsync(LedgerAudit.SlotErrors, cancellation: cancellation));
        Looks++;
    }
}
