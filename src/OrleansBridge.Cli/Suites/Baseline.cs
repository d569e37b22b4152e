using System.Text.Json;
using OrleansBridge.Cli.Running;
using OrleansBridge.Json;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Suites;

/// <summary>An earlier report to compare with.</summary>
internal sealed class Baseline
{
    private readonly Dictionary<(string Model, string Browser, string Backend), TestResult> _tests;

    private Baseline(IEnumerable<TestResult> tests) =>
        _tests = tests.GroupBy(Key).ToDictionary(g => g.Key, g => g.Last());

    /// <exception cref="UserErrorException">The file is no report of ours.</exception>
    internal static Baseline Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Report>(File.ReadAllText(file), BridgeJson.Options)?.Tests is { } tests
                ? new Baseline(tests)
                : throw new UserErrorException($"{file} has no list 'tests'", "Give a report that ./bridge suite --json wrote.");
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{file} is not a report: {e.Message}", "Give a report that ./bridge suite --json wrote.");
        }
        catch (IOException e)
        {
            throw new UserErrorException($"the baseline cannot be read: {e.Message}");
        }
    }

    /// <summary>What passed then and does not now. Tests that only one of the two has are no regressions.</summary>
    internal IReadOnlyList<Regression> Against(IEnumerable<TestResult> now) =>
    [
        .. now.Where(t => t.Outcome != Outcome.Passed && _tests.TryGetValue(Key(t), out var then) && then.Outcome == Outcome.Passed)
            .Select(t => new Regression(t.ModelId, Key(t).Browser, Key(t).Backend, nameof(Outcome.Passed), t.Outcome.ToString(), t.Reason)),
    ];

    /// <summary>Browser and backend as asked: they stand at the end of a suite's test ids even where nothing ran.</summary>
    internal static (string Model, string Browser, string Backend) Key(TestResult test) =>
        test.TestId.Split('/') is [_, .., var browser, var backend] ? (test.ModelId, browser, backend) : (test.ModelId, test.Browser ?? "", test.BackendRequested ?? "");

    private sealed record Report(IReadOnlyList<TestResult>? Tests);
}
