using System.Globalization;
using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Sets one silo's clock wrong, and right again once the ledgers show times of it.</summary>
internal sealed class SkewFault(FaultTarget target)
{
    private const int Least = 3;
    private const int Most = 40;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A change may take so long from its decision to its commit.</summary>
    private static readonly TimeSpan Commit = TimeSpan.FromSeconds(1);

    /// <summary>Which silo's clock is off by how many seconds.</summary>
    internal static (int Silo, int Seconds) Which(int pick, int silos) =>
        (1 + (pick / 2 % silos), (Least + (pick % (Most - Least + 1))) * (pick % 2 == 0 ? 1 : -1));

    internal async Task<Injection> SkewAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var (silo, seconds) = Which(fault.Pick, target.Victim.Silos);
        var wrong = TimeSpan.FromSeconds(Math.Abs(seconds) / 2.0);
        target.Seen.Trust(await ChangesAsync(cancellation));
        var begun = DateTimeOffset.UtcNow;
        target.Orders.Give(Order.SkewClock(silo), seconds.ToString(CultureInfo.InvariantCulture));
        try
        {
            while (DateTimeOffset.UtcNow - begun < fault.Lasts || target.Seen.Wrong(wrong) == 0)
            {
                if (DateTimeOffset.UtcNow - begun > fault.Lasts + Patience)
                {
                    throw new ChaosException($"silo {silo} changed no ledger within {Patience.TotalSeconds:0} s of a wrong clock");
                }

                await SeeAsync(cancellation);
            }
        }
        finally
        {
            target.Orders.Withdraw(Order.SkewClock(silo));
        }

        await Task.Delay(StandingOrders.Known, cancellation);
        var ended = DateTimeOffset.UtcNow;
        while (DateTimeOffset.UtcNow - ended < Commit)
        {
            await SeeAsync(cancellation);
        }

        return new Injection
        {
            Kind = fault.Kind,
            Begun = begun,
            Ended = ended,
            Hit = FormattableString.Invariant($"silo {silo} by {seconds:+0;-0} s; {target.Seen.Wrong(wrong)} changes bear a wrong time"),
        };
    }

    private async Task SeeAsync(CancellationToken cancellation)
    {
        target.Seen.See(await ChangesAsync(cancellation), DateTimeOffset.UtcNow);
        await Task.Delay(Look, cancellation);
    }

    private Task<IReadOnlyList<LedgerChange>> ChangesAsync(CancellationToken cancellation) => new LedgerAudit(target.Victim.Watch).ChangesAsync(cancellation);
}
