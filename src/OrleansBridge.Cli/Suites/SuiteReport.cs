using OrleansBridge.Cli.Reporting;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Suites;

/// <summary>What a run of a suite came to, as <c>--json</c> writes it.</summary>
internal sealed record SuiteReport
{
    public required string Suite { get; init; }

    public required string RunId { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Finished { get; init; }

    /// <summary>Whether the run had been interrupted before.</summary>
    public bool Resumed { get; init; }

    public required string Runtime { get; init; }

    public Machine Machine { get; init; } = Machine.Here;

    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    /// <summary>Folders without a model.</summary>
    public required IReadOnlyList<string> NotRun { get; init; }

    /// <summary>Against <c>--baseline</c>, else empty.</summary>
    public IReadOnlyList<Regression> Regressions { get; init; } = [];

    public required IReadOnlyList<TestResult> Tests { get; init; }

    internal static IReadOnlyDictionary<string, int> Count(IReadOnlyCollection<TestResult> tests) =>
        Enum.GetValues<Outcome>().ToDictionary(o => o.ToString(), o => tests.Count(t => t.Outcome == o));
}
