namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>A policy's wish to move a test that has not started.</summary>
internal readonly record struct FarmMove(int Test, FarmPlace To);
