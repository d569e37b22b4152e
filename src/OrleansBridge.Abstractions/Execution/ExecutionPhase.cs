namespace OrleansBridge.Execution;

/// <summary>How far a run has come.</summary>
public enum ExecutionPhase
{
    /// <summary>Waiting for a page.</summary>
    Waiting,

    /// <summary>A page is working on it: the run counts as started.</summary>
    Started,
}
