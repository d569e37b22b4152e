namespace OrleansBridge.Core.Simulation.Traces;

/// <summary>A worker that is gone for a while: what it held is lost with it.</summary>
/// <param name="Worker">The worker, by index.</param>
/// <param name="From">When it goes, seconds.</param>
/// <param name="Until">When it is back, seconds.</param>
internal readonly record struct Outage(int Worker, double From, double Until);
