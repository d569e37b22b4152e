namespace OrleansBridge.Cluster.Tests.Faults;

/// <summary>Makes the next store of a state fail after it was committed: its writer cannot know.</summary>
public sealed class CommitFault
{
    private readonly Lock _gate = new();
    private string? _armed;
    private TaskCompletionSource _struck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the armed fault has struck.</summary>
    public Task Struck => _struck.Task;

    public void Arm(string stateName)
    {
        _struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _armed = stateName;
    }

    public void Strike(string stateName)
    {
        lock (_gate)
        {
            if (_armed != stateName)
            {
                return;
            }

            _armed = null;
        }

        _struck.SetResult();
        throw new IOException("the connection broke while the commit was on its way");
    }
}
