using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Execution;

/// <summary>A run's timings as the page took them.</summary>
internal static class RunTimings
{
    public static ResultTimings Of(PageReport report, double totalMs)
    {
        var timings = new ResultTimings
        {
            FetchMs = report.FetchMs,
            CreateMs = report.CreateMs,
            FirstRunMs = report.FirstRunMs,
            TotalMs = totalMs,
        };
        var runs = report.RunMs;
        return runs.Count == 0 ? timings : timings with
        {
            P50Ms = Percentiles.Of(runs, .5),
            P90Ms = Percentiles.Of(runs, .9),
            P99Ms = Percentiles.Of(runs, .99),
            ThroughputPerS = runs.Sum() > 0 ? 1000 * runs.Count / runs.Sum() : null,
        };
    }
}
