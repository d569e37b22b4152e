namespace OrleansBridge.Client;

/// <summary>Tells that a connection to a silo was lost: Orleans answers nothing that was under way over it, and says so only by a time-out.</summary>
internal sealed class LostGateways
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends when the next connection is lost.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Lost() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
