using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>
/// Has the silo of a transaction's manager die between the others' prepare and their confirm; the database then shows who is
/// left in doubt, and whether the doubt ends.
/// </summary>
internal sealed class ManagerFault(FaultTarget target)
{
    private const int Tries = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static ManagerMoment When(int pick) => (ManagerMoment)(pick % Enum.GetValues<ManagerMoment>().Length);

    internal async Task<Injection> KillAsync(PlannedFault fault, CancellationToken cancellation)
    {
        for (var tries = 1; tries <= Tries; tries++)
        {
            var mark = FormattableString.Invariant($"manager{fault.Pick}-{tries}");
            var (death, at) = await DeathAsync(When(fault.Pick), mark, cancellation);
            var doubts = await DoubtsAsync(death.Transaction, cancellation);
            if (InDoubt(When(fault.Pick), doubts) is not { Count: > 0 } left)
            {
                continue;
            }

            await ResolvedAsync(death.Transaction, cancellation);
            return new Injection
            {
                Kind = fault.Kind,
                Begun = at,
                Ended = at,
                Hit = $"{death.Process} of silo {death.Silo} with {death.Manager}, manager of transaction {death.Transaction}, {(When(fault.Pick) == ManagerMoment.Decided ? "committed" : "undecided")} and in doubt for {string.Join(", ", left)}",
                Worker = death.Silo > 1 ? LocalWorkers.Numbered(1, 1, death.Silo).WorkerId : null,
                EndsRuns = true,
            };
        }

        throw new ChaosException($"{Tries} managers died, and no participant was left in doubt");
    }

    /// <summary>Who prepared and has not confirmed, where the database stands as the moment asks.</summary>
    internal static IReadOnlyList<string> InDoubt(ManagerMoment when, IReadOnlyList<AuditFinding> doubts) =>
        [.. doubts.Where(d => d.What == (when == ManagerMoment.Decided ? "committed" : "undecided")).Select(d => d.Subject)];

    private async Task<(ManagerDeath Death, DateTimeOffset At)> DeathAsync(ManagerMoment when, string mark, CancellationToken cancellation)
    {
        target.Orders.Give(Order.DieAsManager, ManagerMomentOrder.Write(when, mark));
        try
        {
            for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(10, cancellation))
            {
                if (target.Marks.Read(mark) is { Hit.Length: > 0 } played)
                {
                    return (ManagerDeath.Parse(played.Hit), played.At);
                }
            }
        }
        finally
        {
            target.Orders.Withdraw(Order.DieAsManager);
        }

        throw new ChaosException($"no transaction of two grains was {when} within {Patience.TotalSeconds:0} s");
    }

    /// <summary>Rows that are prepared under a transaction whose manager is another grain.</summary>
    private async Task<IReadOnlyList<AuditFinding>> DoubtsAsync(string transaction, CancellationToken cancellation) =>
        await new LedgerAudit(target.Victim.Watch).AskAsync($"""
            SELECT p.grain_id, CASE WHEN m.commit_records ? p.transaction_id THEN 'committed' ELSE 'undecided' END
            FROM orleans.transactional_state_pending p
            JOIN orleans.transactional_state s USING (service_id, grain_id, state_name)
            LEFT JOIN orleans.transactional_state m ON m.service_id = p.service_id AND m.grain_id = p.manager_grain AND m.state_name = p.manager_name
            WHERE p.transaction_id = '{transaction}' AND p.sequence > s.committed_sequence AND p.manager_grain IS NOT NULL
            """, cancellation: cancellation);

    private async Task ResolvedAsync(string transaction, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + Patience; (await DoubtsAsync(transaction, cancellation)).Count > 0; await Task.Delay(100, cancellation))
        {
            if (DateTime.UtcNow > end)
            {
                throw new ChaosException($"transaction {transaction} is still in doubt {Patience.TotalSeconds:0} s after its manager's death");
            }
        }
    }
}
