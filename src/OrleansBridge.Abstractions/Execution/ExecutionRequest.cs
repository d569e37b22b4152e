using OrleansBridge.Testing;

namespace OrleansBridge.Execution;

/// <summary>One assignment as an engine gets it.</summary>
/// <param name="Worker">The worker whose browsers run it.</param>
/// <param name="Browser">The browser type.</param>
/// <param name="Backend">The backend to create the session with.</param>
/// <param name="Epoch">The assignment's epoch.</param>
/// <param name="Part">The shard, 0 for an ordinary test.</param>
/// <param name="Requirements">The test.</param>
public sealed record ExecutionRequest(
    string Worker,
    string Browser,
    string Backend,
    long Epoch,
    int Part,
    TestRequirements Requirements)
{
    /// <summary>Whether it gets an instance on which nothing has run yet; one that ran this test before is given up.</summary>
    public bool Fresh { get; init; }

    /// <summary>
    /// Whether only its model is to be loaded, for runs to come: on an idle instance that does not have it, or not at all. None
    /// is launched or closed for it, its outputs are compared with nothing, and its report is nobody's result.
    /// </summary>
    public bool WarmUp { get; init; }
}
