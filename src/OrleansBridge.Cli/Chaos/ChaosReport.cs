using System.Globalization;
using System.Text.Json.Serialization;
using OrleansBridge.Cli.Chaos.Auditing;
using OrleansBridge.Cli.Chaos.Faults;
using OrleansBridge.Cli.Reporting;

namespace OrleansBridge.Cli.Chaos;

/// <summary>What <c>bridge chaos --json</c> writes.</summary>
internal sealed record ChaosReport(IReadOnlyList<ChaosResult> Runs)
{
    internal void Show()
    {
        Console.WriteLine();
        Screen.Table(
            ["seed", "runtime", "tests", "faults", "lost", "double owned", "double accepted", "slot errors", "unfinished", "history gaps", "processes", "profiles", "resume s", "crash seen s", "rerun s", "lost worker s", "rerun s", "clean"],
            Runs.Select(r => (IReadOnlyList<string>)
            [
                Text(r.Seed), r.Runtime, Text(r.Load.Acknowledged), Text(r.Faults.Count), Text(r.Audit.Lost), Text(r.Audit.DoubleOwned), Text(r.Audit.DoubleAccepted),
                Text(r.Audit.SlotErrors), Text(r.Audit.Unfinished), Text(r.Audit.HistoryGaps), Text(r.Audit.LeftoverProcesses), Text(r.Audit.LeftoverProfiles),
                Figures.Number(r.Audit.ResumeSecondsMax, "0.0"), Figures.Number(r.CrashNoticeSecondsMax, "0.00"), Figures.Number(r.CrashRerunSecondsMax, "0.00"),
                Figures.Number(r.LossTakenBackSecondsMax, "0.0"), Figures.Number(r.LossRerunSecondsMax, "0.0"), r.Clean ? "yes" : "NO",
            ]));
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One seed.</summary>
internal sealed record ChaosResult
{
    public required int Seed { get; init; }

    public required string Runtime { get; init; }

    public required LoadSummary Load { get; init; }

    public required IReadOnlyList<Injection> Faults { get; init; }

    public required ChaosAudit Audit { get; init; }

    /// <summary>Longest time from a browser's death until it was in the ledger.</summary>
    public double? CrashNoticeSecondsMax { get; init; }

    /// <summary>Longest time from a browser's death until its test had a place again.</summary>
    public double? CrashRerunSecondsMax { get; init; }

    /// <summary>Longest time from a lost worker's last heartbeat until a test it had was queued again.</summary>
    public double? LossTakenBackSecondsMax { get; init; }

    /// <summary>Longest time from a lost worker's last heartbeat until a test it had was given a place again.</summary>
    public double? LossRerunSecondsMax { get; init; }

    /// <summary>Each breach in words.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    public required bool Clean { get; init; }

    /// <summary>How it went, in a line.</summary>
    [JsonIgnore]
    public string Verdict => FormattableString.Invariant(
        $"seed {Seed}: {(Clean ? "clean" : $"NOT CLEAN, {Findings.Count} findings")}; {Faults.Count} faults, {Load.Acknowledged} tests, resumed within {Audit.ResumeSecondsMax ?? 0:0.0} s");
}

/// <summary>What ran meanwhile.</summary>
/// <param name="Acknowledged">Tests the bridge said are committed.</param>
/// <param name="Outcomes">How they ended.</param>
/// <param name="Seconds">From the first submit until all had ended.</param>
/// <param name="Looks">How often owners and slots were looked at meanwhile.</param>
internal sealed record LoadSummary(int Acknowledged, IReadOnlyDictionary<string, int> Outcomes, double Seconds, int Looks);
