namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>A run of a test on an instance, and what it would cost.</summary>
/// <param name="Choice">The place.</param>
/// <param name="Lane">The instance.</param>
/// <param name="End">Seconds from now until the run ends.</param>
/// <param name="Cost">Seconds of waiting, and those of work with their weight.</param>
internal readonly record struct PlannedRun(PlannedChoice Choice, Lane Lane, double End, double Cost);
