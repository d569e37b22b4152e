using OrleansBridge.Results;

namespace OrleansBridge.Core.Recovery;

/// <summary>The ladder's last rung: an outcome from what passed before. It says that it is one, and nothing that was not observed.</summary>
public static class SimulatedOutcome
{
    /// <param name="failed">The result of the last attempt.</param>
    /// <param name="passed">Results of the same model that passed on real browsers; others are left out.</param>
    /// <returns>The outcome, or null when there is no history to make one from.</returns>
    public static TestResult? From(TestResult failed, IReadOnlyCollection<TestResult> passed)
    {
        var runs = passed.Where(r => r.Outcome == Outcome.Passed && r.ModelId == failed.ModelId).ToList();
        if (runs.Count == 0)
        {
            return null;
        }

        var timings = runs.Select(r => r.Timings).ToList();
        return new TestResult
        {
            TestId = failed.TestId,
            ModelId = failed.ModelId,
            ModelType = failed.ModelType,
            Outcome = Outcome.Simulated,
            Failure = failed.Failure,
            Reason = $"nothing ran: the timings are medians of {runs.Count} passed runs of this model; the last attempt failed: {failed.Reason}",
            Timings = new ResultTimings
            {
                FetchMs = Median(timings, t => t.FetchMs),
                CreateMs = Median(timings, t => t.CreateMs),
                FirstRunMs = Median(timings, t => t.FirstRunMs),
                P50Ms = Median(timings, t => t.P50Ms),
                P90Ms = Median(timings, t => t.P90Ms),
                P99Ms = Median(timings, t => t.P99Ms),
                ThroughputPerS = Median(timings, t => t.ThroughputPerS),
            },
        };
    }

    private static double? Median(IEnumerable<ResultTimings> timings, Func<ResultTimings, double?> of)
    {
        var values = timings.Select(of).OfType<double>().Order().ToList();
        return values.Count == 0 ? null : (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}
