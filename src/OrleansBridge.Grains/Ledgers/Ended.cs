using OrleansBridge.Results;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>What the balancer is told of an attempt's end.</summary>
internal static class Ended
{
    /// <param name="run">The run.</param>
    /// <param name="worker">The worker it left.</param>
    /// <param name="browser">The browser type it had there.</param>
    /// <param name="result">What it brought. Of a simulated one no time is told: it took none.</param>
    public static EndedRun Of(RunKey run, string worker, string browser, TestResult result)
    {
        var times = result.Outcome == Outcome.Simulated ? new() : result.Timings;
        double? setup = times.CreateMs is { } create ? ((times.FetchMs ?? 0) + create + (times.FirstRunMs ?? 0)) / 1000 : null;
        return new EndedRun
        {
            Run = run,
            Worker = worker,
            Browser = browser,
            ModelId = result.ModelId,
            ModelType = result.ModelType,
            ModelSha256 = result.Provenance.ModelSha256,
            Backend = result.BackendRequested,
            Failure = result.Failure,
            SetupSeconds = setup,
            RunSeconds = times.TotalMs is { } total ? Math.Max(0, (total / 1000) - (setup ?? 0)) : null,
            Megabytes = result.Memory.PssMb,
        };
    }
}
