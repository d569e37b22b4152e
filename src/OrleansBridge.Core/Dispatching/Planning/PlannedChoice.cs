using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>A place where a test could go in a round.</summary>
internal sealed record PlannedChoice(WorkerLanes Worker, Place Place, Work Work, double Preference)
{
    /// <summary>Seconds of a run with its model loaded, as dear as it is: one that fails is done again, and a browser that the caller would rather not have is as bad as twice the work.</summary>
    public double RunCost => Cost(Work.Run);

    public double Cost(double seconds) => seconds / Math.Max(.05, Work.Success * Preference);
}
