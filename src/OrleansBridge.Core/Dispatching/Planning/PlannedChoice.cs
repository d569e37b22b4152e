using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>A place where a test could go in a round.</summary>
internal sealed record PlannedChoice(WorkerLanes Worker, Place Place, Work Work, double Preference);
