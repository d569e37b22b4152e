namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>Something that will happen.</summary>
internal readonly record struct SimEvent(double At, EventKind Kind, int Subject, int Stamp, int Detail = 0);
