namespace OrleansBridge.Cluster.Tests.Harness;

/// <summary>What has happened and how often, for a test that waits for it.</summary>
internal sealed class Moments
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<(string What, int Times), TaskCompletionSource> _waited = [];

    public void Note(string what)
    {
        lock (_gate)
        {
            Of(what, _counts[what] = _counts.GetValueOrDefault(what) + 1).TrySetResult();
        }
    }

    /// <exception cref="TimeoutException">It did not happen that often within a minute.</exception>
    public async Task ReachedAsync(string what, int times)
    {
        Task reached;
        lock (_gate)
        {
            reached = Of(what, times).Task;
        }

        try
        {
            await reached.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"not within {Patience.TotalSeconds:0} s, {times} times: {what}");
        }
    }

    private TaskCompletionSource Of(string what, int times)
    {
        if (!_waited.TryGetValue((what, times), out var source))
        {
            _waited.Add((what, times), source = new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return source;
    }
}
