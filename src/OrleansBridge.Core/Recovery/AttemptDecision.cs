namespace OrleansBridge.Core.Recovery;

/// <summary>What follows an attempt that did not pass.</summary>
/// <param name="Again">Whether the test runs again.</param>
/// <param name="Step">The rung's name (<c>retry</c>, <c>other_browser</c>, <c>other_worker</c>), empty when it does not.</param>
/// <param name="Delay">Back-off before the next attempt.</param>
/// <param name="Avoid">Places the next attempt leaves, as <see cref="Scoring.Placer"/> reads them.</param>
public sealed record AttemptDecision(bool Again, string Step, TimeSpan Delay, IReadOnlyList<string> Avoid)
{
    /// <summary>The test ends with this attempt's result.</summary>
    public static AttemptDecision End { get; } = new(false, "", TimeSpan.Zero, []);
}
