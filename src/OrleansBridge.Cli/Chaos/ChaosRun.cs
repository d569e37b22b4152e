using System.Diagnostics;
using OrleansBridge.Cli.Chaos.Auditing;
using OrleansBridge.Cli.Chaos.Faults;
using OrleansBridge.Cli.Chaos.Loading;
using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Chaos;

/// <summary>One seed: load, faults one after another, then nothing but waiting until every test has ended.</summary>
internal sealed class ChaosRun(ChaosPlan plan, VictimBridge victim, ChaosLoad load, int open)
{
    private static readonly TimeSpan ResumePatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndPatience = TimeSpan.FromMinutes(3);

    private readonly Acknowledged _acknowledged = new();
    private readonly List<Injection> _faults = [];
    private readonly List<string> _findings = [];
    private LedgerAudit Audit => new(victim.Watch);

    internal IReadOnlyList<Injection> Faults => _faults;

    internal IReadOnlyList<string> Findings => _findings;

    internal SeenChanges Seen { get; } = new();

    /// <summary>Loads, breaks and waits.</summary>
    internal async Task<(LoadSummary Load, LedgerWatch Watch, Acknowledged Acknowledged)> RunAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var feed = new LoadFeed(victim, load, _acknowledged, open);
        var watch = new LedgerWatch(victim);
        using var stopFeed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var stopWatch = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var feeding = feed.RunAsync(stopFeed.Token);
        var watching = watch.RunAsync(stopWatch.Token);
        try
        {
            await InjectAllAsync(new FaultInjector(new FaultTarget(victim, feed, load, _acknowledged, Seen)), clock, cancellation);
            await stopFeed.CancelAsync();
            await feeding;
            await EndAsync(cancellation);
        }
        finally
        {
            await stopFeed.CancelAsync();
            await stopWatch.CancelAsync();
            await Task.WhenAll(feeding, watching);
        }

        var outcomes = await OutcomesAsync(cancellation);
        return (new LoadSummary(_acknowledged.Count, outcomes, Math.Round(clock.Elapsed.TotalSeconds, 1), watch.Looks), watch, _acknowledged);
    }

    private async Task InjectAllAsync(FaultInjector injector, Stopwatch clock, CancellationToken cancellation)
    {
        foreach (var fault in plan.Faults)
        {
            var wait = fault.At - clock.Elapsed;
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellation);
            try
            {
                var injected = await injector.InjectAsync(fault, cancellation);
                _faults.Add(injected);
                Screen.Note(FormattableString.Invariant($"  {clock.Elapsed.TotalSeconds,6:0.0} s  {injected.Kind}: {injected.Hit}"));
                await ResumedAsync(injected, cancellation);
            }
            catch (ChaosException breach)
            {
                _findings.Add($"{fault.Kind}: {breach.Message}");
                Screen.Note(FormattableString.Invariant($"  {clock.Elapsed.TotalSeconds,6:0.0} s  {fault.Kind}: {breach.Message}"));
            }
        }
    }

    /// <summary>The next fault comes when work has gone on: what two faults do at once could not be told apart.</summary>
    private async Task ResumedAsync(Injection fault, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + ResumePatience; DateTime.UtcNow < end; await Task.Delay(200, cancellation))
        {
            try
            {
                if (Resumption.Of(fault, Seen.Correct(await Audit.ChangesAsync(cancellation))) is { } seconds && double.IsFinite(seconds))
                {
                    return;
                }
            }
            catch (Exception e) when (Transient.Is(e, cancellation))
            {
                // The database is down.
            }
        }
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + EndPatience; DateTime.UtcNow < end; await Task.Delay(200, cancellation))
        {
            try
            {
                if ((await Audit.AskAsync(LedgerAudit.Unfinished, _acknowledged.Ids, cancellation)).Count == 0)
                {
                    return;
                }
            }
            catch (Exception e) when (Transient.Is(e, cancellation))
            {
                // The database is down.
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, int>> OutcomesAsync(CancellationToken cancellation) =>
        (await Audit.AskAsync("SELECT coalesce(outcome, status), count(*)::text FROM bridge.tests GROUP BY 1 ORDER BY 1", cancellation: cancellation))
            .ToDictionary(row => row.Subject, row => int.Parse(row.What, System.Globalization.CultureInfo.InvariantCulture));
}
