namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>A test's ledger alone: the bridge's own grain would also tell the balancer, the agent and the history.</summary>
[Alias("bridge.bench.ITestLedger")]
internal interface ITestLedger : IGrainWithStringKey
{
    /// <summary>Assigns the test to a worker: one transaction over both, in the shape of the bridge's own.</summary>
    [Alias("Assign")]
    Task AssignAsync(string worker);
}
