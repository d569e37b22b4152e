using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>The latest committed view of a test in its activation, and who waits for the next one.</summary>
internal sealed class SnapshotBoard(TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TestSnapshot? Snapshot { get; private set; }

    public void Publish(TestSnapshot? snapshot)
    {
        if (snapshot is null || snapshot.Version <= Snapshot?.Version)
        {
            return;
        }

        Snapshot = snapshot;
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    /// <summary>The test was forgotten and is submitted anew: its versions start again.</summary>
    public void Forget() => Snapshot = null;

    /// <summary>Shows that the run of an epoch began, which is observed and not committed.</summary>
    public void ShowRunning(long epoch)
    {
        if (Snapshot is { Status: TestStatus.Assigned } assigned && assigned.Epoch == epoch)
        {
            Publish(assigned with { Status = TestStatus.Running, Version = assigned.Version + 1 });
        }
    }

    public async Task<TestSnapshot?> WaitAsync(long sinceVersion, CancellationToken cancellation)
    {
        if (Snapshot is null || Snapshot.Version <= sinceVersion)
        {
            try
            {
                await _changed.Task.WaitAsync(LongestWait, time, cancellation);
            }
            catch (TimeoutException)
            {
                // Nothing changed: the caller asks again.
            }
        }

        return Snapshot;
    }
}
