using OrleansBridge.Core.Recovery;
using OrleansBridge.Results;

namespace OrleansBridge.Core.Tests.Recovery;

public class SimulatedOutcomeTests
{
    private static readonly TestResult Failed = new() { TestId = "t", ModelId = "m", ModelType = "vision", Outcome = Outcome.Failed, Failure = FailureKind.Crash, Reason = "gone", Browser = "chrome" };

    private static TestResult Passed(double? p50, string model = "m", Outcome outcome = Outcome.Passed) =>
        new() { TestId = "p", ModelId = model, ModelType = "vision", Outcome = outcome, Timings = new() { P50Ms = p50 } };

    [Fact]
    public void It_is_the_median_of_what_passed_and_says_so()
    {
        var simulated = SimulatedOutcome.From(Failed, [Passed(1), Passed(100), Passed(3), Passed(null)])!;
        Assert.Equal((Outcome.Simulated, FailureKind.Crash, 3), (simulated.Outcome, simulated.Failure, simulated.Timings.P50Ms));
        Assert.Contains("nothing ran", simulated.Reason, StringComparison.Ordinal);
        Assert.Contains("gone", simulated.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void It_claims_nothing_that_was_not_observed()
    {
        var simulated = SimulatedOutcome.From(Failed, [Passed(1)])!;
        Assert.Equal((null, null, false, null), (simulated.Browser, simulated.BackendUsed, simulated.Compared, simulated.Timings.TotalMs));
        Assert.Empty(simulated.Outputs);
    }

    [Fact]
    public void Neither_other_models_nor_simulated_runs_are_a_history_to_make_it_from() =>
        Assert.Null(SimulatedOutcome.From(Failed, [Passed(1, model: "other"), Passed(1, outcome: Outcome.Simulated), Passed(1, outcome: Outcome.Failed)]));
}
