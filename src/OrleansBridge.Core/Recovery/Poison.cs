using OrleansBridge.Results;

namespace OrleansBridge.Core.Recovery;

/// <summary>When it is the test that breaks browsers, and not a browser that is broken.</summary>
public static class Poison
{
    /// <summary>Browsers that one test may break, whatever its <c>max_attempts</c> allows.</summary>
    public const int MostBroken = 5;

    /// <summary>Whether a test failed alike on several places: then none of them is to blame.</summary>
    public static bool IsSuspected(IReadOnlyCollection<FailedAttempt> history) =>
        history.Where(f => FailureClass.Of(f.Kind).IsAmbiguous).Select(f => (f.Worker, f.Browser)).Distinct().Count() > 1;

    /// <summary>Whether a test has broken so many browsers that it gets no more of them.</summary>
    public static bool IsProven(IReadOnlyCollection<FailedAttempt> history) =>
        history.Count(f => FailureClass.Of(f.Kind).BreaksBrowser) >= MostBroken;
}
