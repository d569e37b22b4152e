namespace OrleansBridge.Cluster.Tests.Harness;

/// <summary>What follows by moments in another process, which tells nobody: asked again until it is so, a minute at most.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task HoldsAsync(Func<bool> so) => HoldsAsync(() => Task.FromResult(so()));

    /// <exception cref="TimeoutException">It was not so within a minute.</exception>
    public static async Task HoldsAsync(Func<Task<bool>> so, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(so))] string what = "")
    {
        for (var end = DateTime.UtcNow + Patience; !await so(); await Task.Delay(Pause))
        {
            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException($"not so within {Patience.TotalSeconds:0} s: {what}");
            }
        }
    }
}
