namespace OrleansBridge.Cli.Testing;

/// <summary>How many tests ended how.</summary>
internal sealed record TestCounts(int Passed, int Failed, int Skipped)
{
    internal static TestCounts OneFailure { get; } = new(0, 1, 0);

    public static TestCounts operator +(TestCounts a, TestCounts b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    /// <summary>The form that other tools look for in the last line of <c>bridge test</c>.</summary>
    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
