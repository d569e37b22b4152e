namespace OrleansBridge.Core.Simulation.Traces;

/// <summary>A test of a workload. What chance has in store for it is drawn beforehand, so that every policy meets the same test.</summary>
/// <param name="ArrivesAt">When it is submitted, seconds.</param>
/// <param name="Model">Its model, by index.</param>
/// <param name="RunLuck">Uniform in (0, 1): where its run lies in the spread of its speed entry.</param>
/// <param name="SetupLuck">The same for its set-up.</param>
/// <param name="Size">How many times the usual work it is.</param>
internal readonly record struct SimulatedTest(double ArrivesAt, int Model, double RunLuck, double SetupLuck, double Size = 1);
