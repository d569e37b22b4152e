namespace OrleansBridge.Core.Recovery;

/// <summary>
/// How long a test waits before its next attempt: not at all before the second, so that it keeps the place it has; then doubling from
/// 100 ms to 10 s, the upper half of it by chance, so that tests which failed together do not come back together.
/// </summary>
public static class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>No test waits longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <param name="failed">Attempts that have failed, from 1.</param>
    /// <param name="seed">The same for the same test: what happened can be replayed.</param>
    public static TimeSpan After(int failed, int seed)
    {
        if (failed <= 1)
        {
            return TimeSpan.Zero;
        }

        var full = Math.Min(First.Ticks << Math.Min(failed - 2, 20), Longest.Ticks);
        return TimeSpan.FromTicks(full / 2 + (long)(full / 2 * new Random(unchecked(seed * 31 + failed)).NextDouble()));
    }

    /// <summary>A seed from a name: FNV-1a, because the runtime's own hash of a string differs between processes.</summary>
    public static int SeedOf(string name) => (int)name.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u));
}
