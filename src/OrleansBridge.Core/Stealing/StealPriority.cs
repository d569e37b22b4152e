using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Stealing;

/// <summary>The seeds' priorities (SPEC section 8): which test, from whom, to whom.</summary>
internal static class StealPriority
{
    public const double Overloaded = .7;

    private const int Least = 10;

    /// <summary>A test's, whoever takes it.</summary>
    /// <param name="test">The test.</param>
    /// <param name="overloaded">Browser types that are overloaded over all workers.</param>
    public static int OfTest(TestRequirements test, IReadOnlySet<string> overloaded) =>
        Least
        + (test.Priority <= 2 ? -5 : test.Priority >= 4 ? 5 : 0)
        + (Preferred(test) is { } preferred && overloaded.Contains(preferred) ? 10 : 0);

    /// <summary>What is added when the idle worker has the browser type it prefers.</summary>
    public static int OfMatch(TestRequirements test, string browser) => Preferred(test) == browser ? 5 : 0;

    /// <summary>Of the worker that has it.</summary>
    public static int OfBusy(double utilization) => Least + (utilization > .8 ? 20 : utilization > Overloaded ? 10 : 0);

    /// <summary>Of the worker that may take it.</summary>
    public static int OfIdle(double utilization) => Least + (utilization < .2 ? 20 : utilization < .3 ? 10 : 0);

    private static string? Preferred(TestRequirements test) =>
        test.BrowserRequirements.Required ?? test.BrowserRequirements.Preferred ?? Affinity.Preferences.GetValueOrDefault(test.ModelType);
}
