using OrleansBridge.Cli.Chaos.Auditing;
using OrleansBridge.Cli.Chaos.Faults;
using OrleansBridge.Cli.Chaos.Loading;
using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Chaos;

/// <summary>One seed from an empty folder to the audit of what is left of it.</summary>
internal sealed class ChaosSeed(ChaosSettings settings)
{
    private static readonly TimeSpan HistoryPatience = TimeSpan.FromSeconds(20);

    internal async Task<ChaosResult> RunAsync(int seed, CancellationToken cancellation)
    {
        var plan = ChaosPlan.Make(seed, settings.Length, settings.Faults);

        // A short path, so that profiles fit into it; not below a folder that PostgreSQL's account cannot enter.
        var data = new DataFolder(Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"chaos{seed}-{Environment.ProcessId}")));
        var temporary = Leftovers.Temporary();
        Screen.Note($"seed {seed}: {plan.Faults.Count} faults in {data.Path}");
        ChaosResult result;
        await using (var victim = await VictimBridge.StartAsync(data, settings.Workers, settings.Silos, settings.Arguments, cancellation))
        {
            var run = new ChaosRun(plan, victim, new ChaosLoad(seed, settings.Suite, settings.Browsers), settings.Open);
            var (load, watch, acknowledged) = await run.RunAsync(cancellation);
            result = await AuditAsync(plan, victim, run, load, watch, acknowledged, cancellation);
            await victim.StopAsync();
        }

        result = WithLeftovers(result, Leftovers.Processes(data.Path), Leftovers.Profiles(data.Path, temporary));
        if (result.Clean && !settings.Keep)
        {
            Directory.Delete(data.Path, recursive: true);
        }
        else
        {
            Screen.Note($"seed {seed}: logs and database stay in {data.Path}");
        }

        return result;
    }

    private static async Task<ChaosResult> AuditAsync(
        ChaosPlan plan, VictimBridge victim, ChaosRun run, LoadSummary load, LedgerWatch watch, Acknowledged acknowledged, CancellationToken cancellation)
    {
        var audit = new LedgerAudit(victim.Watch);
        await watch.LookAsync(cancellation);
        var changes = run.Seen.Correct(await audit.ChangesAsync(cancellation));
        var lost = await audit.AskAsync(LedgerAudit.Lost, acknowledged.Ids, cancellation);
        var unfinished = await audit.AskAsync(LedgerAudit.Unfinished, acknowledged.Ids, cancellation);
        var accepted = await audit.AskAsync(LedgerAudit.DoubleAccepted, cancellation: cancellation);
        IReadOnlyList<AuditFinding> owned = [.. watch.DoubleOwners, .. await audit.AskAsync(LedgerAudit.Takeovers, cancellation: cancellation)];
        var gaps = await GapsAsync(audit, cancellation);
        var damaged = await audit.AskAsync(LedgerAudit.Damaged, cancellation: cancellation);
        var keys = await audit.AskAsync(LedgerAudit.KeyErrors, cancellation: cancellation);
        List<Injection> faults = [.. run.Faults.Select(f => f with { ResumeSeconds = Resumption.Of(f, changes) is { } s ? Math.Round(s, 2) : null })];
        var crashes = run.Faults.Where(f => f.Kind == FaultKind.BrowserKill).Select(f => Resumption.OfCrash(f, changes)).ToList();
        var losses = run.Faults.Select(f => Resumption.OfLoss(f, changes)).ToList();
        return new ChaosResult
        {
            Seed = plan.Seed,
            Runtime = victim.Runtime,
            Load = load,
            Faults = faults,
            Audit = new ChaosAudit
            {
                Lost = lost.Count,
                DoubleOwned = owned.Count,
                DoubleAccepted = accepted.Count,
                SlotErrors = watch.SlotErrors.Count,
                Unfinished = unfinished.Count,
                HistoryGaps = gaps.Count,
                Damaged = damaged.Count,
                KeyErrors = keys.Count,
                LeftoverProcesses = 0,
                LeftoverProfiles = 0,
                ResumeSecondsMax = faults.Max(f => f.ResumeSeconds),
            },
            CrashNoticeSecondsMax = Rounded(crashes.Max(c => c.Notice)),
            CrashRerunSecondsMax = Rounded(crashes.Max(c => c.Rerun)),
            LossTakenBackSecondsMax = Rounded(losses.Max(l => l.TakenBack)),
            LossRerunSecondsMax = Rounded(losses.Max(l => l.Rerun)),
            Findings =
            [
                .. run.Findings,
                .. new[] { ("lost", lost), ("double owned", owned), ("double accepted", accepted), ("slot error", [.. watch.SlotErrors]), ("unfinished", unfinished), ("history gap", gaps), ("damaged", damaged), ("key error", keys) }
                    .SelectMany(p => p.Item2.Select(f => $"{p.Item1}: {f}")),
                .. faults.Where(f => f.ResumeSeconds > ResumeLimit.Of(f)).Select(f => FormattableString.Invariant($"slow: {f.Kind} of {f.Hit} was over after {f.ResumeSeconds:0.0} s, expected at most {ResumeLimit.Of(f)} s")),
            ],
            Clean = false,
        };
    }

    private static ChaosResult WithLeftovers(ChaosResult result, IReadOnlyList<string> processes, IReadOnlyList<string> profiles)
    {
        IReadOnlyList<string> findings = [.. result.Findings, .. processes, .. profiles];
        return result with
        {
            Audit = result.Audit with { LeftoverProcesses = processes.Count, LeftoverProfiles = profiles.Count },
            Findings = findings,
            Clean = findings.Count == 0,
        };
    }

    /// <summary>The history follows the ledgers by moments.</summary>
    private static async Task<IReadOnlyList<AuditFinding>> GapsAsync(LedgerAudit audit, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + HistoryPatience; ; await Task.Delay(200, cancellation))
        {
            var gaps = await audit.AskAsync(LedgerAudit.HistoryGaps, cancellation: cancellation);
            if (gaps.Count == 0 || DateTime.UtcNow > end)
            {
                return gaps;
            }
        }
    }

    private static double? Rounded(double? seconds) => seconds is { } s ? Math.Round(s, 3) : null;
}
