namespace OrleansBridge.Core.Simulation.Traces;

/// <summary>A model that tests of a workload run.</summary>
internal sealed record SimulatedModel(string ModelId, string ModelType);
