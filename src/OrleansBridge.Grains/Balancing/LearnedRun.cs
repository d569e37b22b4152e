using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Results;

namespace OrleansBridge.Grains.Balancing;

/// <summary>What an ended run teaches of its place.</summary>
internal static class LearnedRun
{
    /// <returns>Null: nothing. It was simulated, or its end was the test's own fault.</returns>
    public static RunObservation? Of(EndedRun ended)
    {
        if (ended is not { ModelType: { } type, Backend: { } backend })
        {
            return null;
        }

        // A wrong answer took as long as a right one.
        if (ended is { Failure: FailureKind.None or FailureKind.Mismatch, RunSeconds: { } seconds })
        {
            return new(ended.ModelId, type, ended.Browser, backend, ended.Worker, ended.SetupSeconds is null, ended.SetupSeconds ?? 0, seconds, true, ended.Megabytes);
        }

        return ended.Failure != FailureKind.None && !FailureClass.Of(ended.Failure).IsTheTestsOwn
            ? new(ended.ModelId, type, ended.Browser, backend, ended.Worker, true, 0, 0, false, null)
            : null;
    }
}
