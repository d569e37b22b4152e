namespace OrleansBridge.Browsers.Pooling;

/// <summary>A run that waits for an instance of its browser type.</summary>
internal sealed class InstanceWaiter(string browser, string? resident, string test, bool fresh, DateTimeOffset since)
{
    private readonly TaskCompletionSource<BrowserInstance> _given = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _watch;

    public string Browser { get; } = browser;

    /// <summary>A session it would like to find warm.</summary>
    public string? Resident { get; } = resident;

    public string Test { get; } = test;

    /// <summary>Whether only an instance will do on which nothing has run yet.</summary>
    public bool Fresh { get; } = fresh;

    public DateTimeOffset Since { get; } = since;

    public bool CanUse(BrowserInstance instance) => instance.Type.Name == Browser && !(Fresh && instance.LastTest is not null);

    public Task<BrowserInstance> Task => _given.Task;

    public void Watch(Action leave, CancellationToken cancellation) => _watch = cancellation.Register(() =>
    {
        if (_given.TrySetCanceled(cancellation))
        {
            leave();
        }
    });

    /// <returns>False when the run has been cancelled meanwhile.</returns>
    public bool Give(BrowserInstance instance) => Ended(_given.TrySetResult(instance));

    public void Fail(Exception problem) => Ended(_given.TrySetException(problem));

    private bool Ended(bool taken)
    {
        // Unregister, not Dispose: disposing waits for a callback that may be waiting for the pool's lock.
        _watch.Unregister();
        return taken;
    }
}
