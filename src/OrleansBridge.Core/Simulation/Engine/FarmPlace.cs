namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>A place by number.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Browser">The browser type.</param>
/// <param name="Backend">The backend; -1 is the one that the model gets there by default.</param>
internal readonly record struct FarmPlace(int Worker, int Browser, int Backend = -1);
