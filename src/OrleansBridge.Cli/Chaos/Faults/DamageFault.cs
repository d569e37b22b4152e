using Npgsql;
using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>
/// Damages a stored row while no silo can write it: all are frozen, then killed. The row must be found, kept in quarantine and
/// made anew.
/// </summary>
internal sealed class DamageFault(FaultTarget target)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>PostgreSQL finishes what a frozen silo has sent.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);

    internal async Task<Injection> DamageAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var damage = Damage.Of(fault.Pick);
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(Settle, cancellation))
        {
            if (target.Victim.Process is null || target.Victim.Joined.Count != target.Victim.Silos - 1)
            {
                continue;
            }

            List<int> silos = [target.Victim.Process.Value, .. target.Victim.Joined.Select(j => j.Process)];
            var hit = await WhileFrozenAsync(silos, () => StrikeAsync(damage, fault.Pick, cancellation), cancellation);
            if (hit.Grain is { } grain)
            {
                await RepairedAsync(grain, cancellation);
                return new Injection { Kind = fault.Kind, Begun = hit.At, Ended = hit.At, Hit = $"{grain}, {damage.What}: {damage.State}; quarantined and rebuilt", EndsRuns = true };
            }
        }

        throw new ChaosException($"there was no {damage.What} to damage within {Patience.TotalSeconds:0} s");
    }

    /// <summary>Kills them when something was struck, else lets them go on.</summary>
    private static async Task<(string? Grain, DateTimeOffset At)> WhileFrozenAsync(List<int> silos, Func<Task<string?>> strike, CancellationToken cancellation)
    {
        silos.ForEach(s => Signals.Stop(s));
        string? struck = null;
        try
        {
            await Task.Delay(Settle, cancellation);
            struck = await strike();
        }
        finally
        {
            silos.ForEach(s => _ = struck is null ? Signals.Continue(s) : Signals.Kill(s));
        }

        return (struck, DateTimeOffset.UtcNow);
    }

    private async Task<string?> StrikeAsync(Damage damage, int pick, CancellationToken cancellation)
    {
        await using var command = target.Victim.Watch.CreateCommand($"""
            WITH sound AS (
              SELECT s.service_id, s.grain_id, s.state_name FROM orleans.transactional_state s
              WHERE {damage.Where} AND NOT EXISTS (
                SELECT FROM orleans.transactional_state_pending p
                WHERE (p.service_id, p.grain_id, p.state_name) = (s.service_id, s.grain_id, s.state_name) AND p.sequence > s.committed_sequence)
              ORDER BY md5(s.grain_id || $1) LIMIT 1 FOR UPDATE SKIP LOCKED)
            UPDATE orleans.transactional_state s SET state = {damage.State} FROM sound
            WHERE (s.service_id, s.grain_id, s.state_name) = (sound.service_id, sound.grain_id, sound.state_name)
            RETURNING s.grain_id
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = pick.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    private async Task RepairedAsync(string grain, CancellationToken cancellation)
    {
        var key = grain[(grain.IndexOf('/', StringComparison.Ordinal) + 1)..];
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(200, cancellation))
        {
            try
            {
                // Nobody sweeps what has ended: it is found when somebody asks.
                if (grain.StartsWith("bridge.test/", StringComparison.Ordinal))
                {
                    await target.Victim.Api().GetAsync(key, cancellation);
                }

                var audit = new LedgerAudit(target.Victim.Watch);
                var kept = await audit.AskAsync($"SELECT grain_id, why FROM bridge.quarantine WHERE grain_id = '{grain}'", cancellation: cancellation);
                var still = await audit.AskAsync(LedgerAudit.Damaged, cancellation: cancellation);
                if (kept.Count > 0 && still.All(s => s.Subject != key))
                {
                    return;
                }
            }
            catch (Exception e) when (Transient.Is(e, cancellation))
            {
                // The bridge starts.
            }
        }

        throw new ChaosException($"the damaged row of {grain} was not quarantined and rebuilt within {Patience.TotalSeconds:0} s");
    }
}
