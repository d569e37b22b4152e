namespace OrleansBridge.Core.Recovery;

/// <summary>Where recovery wants the next attempt. Wishes only: a place that meets none of them is better than none.</summary>
/// <param name="Prefer">Patterns in order, <c>worker/browser</c> with <c>*</c> for any: the first that a usable place matches.</param>
/// <param name="Avoid">Patterns, <c>worker/browser</c> with <c>*</c> for any, or <c>*/*/backend</c>: the place that matches the fewest.</param>
public sealed record RecoveryWishes(IReadOnlyList<string> Prefer, IReadOnlyList<string> Avoid)
{
    public static RecoveryWishes None { get; } = new([], []);

    /// <summary>
    /// How long the next attempt waits for a slot at a place it prefers, before it takes any: with its back-off and a launch less
    /// than the 5 s in which a crashed browser's test must run again.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
}
