namespace OrleansBridge.Core.Simulation.Bounds;

/// <summary>A browser type of a group of equal workers.</summary>
/// <param name="Group">The group.</param>
/// <param name="Browser">The browser type, by number.</param>
/// <param name="Native">Slots of the group that start as this type; any other must launch it before it can run a test so.</param>
/// <param name="LaunchSeconds">How long after the first arrival that launch ends at the earliest.</param>
internal readonly record struct BoundPlace(int Group, int Browser, int Native, double LaunchSeconds);
