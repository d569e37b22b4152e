namespace OrleansBridge.TestingHost;

/// <summary>What follows by moments elsewhere in the cluster, which tells nobody: asked again until it is so, a minute at most.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task HoldsAsync(Func<Task<bool>> so, Func<string> otherwise, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + Patience; !await so(); await Task.Delay(Pause, cancellation))
        {
            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException($"not within {Patience.TotalSeconds:0} s: {otherwise()}");
            }
        }
    }
}
