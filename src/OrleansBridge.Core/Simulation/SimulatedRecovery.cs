namespace OrleansBridge.Core.Simulation;

/// <summary>What follows the crash of a simulated browser.</summary>
internal enum SimulatedRecovery
{
    /// <summary>The ladder of <see cref="Core.Recovery.RecoveryPolicy"/>: only the test that ran there runs again.</summary>
    Ladder,

    /// <summary>Every browser of the worker is closed, and all it held starts anew.</summary>
    FullRestart,
}
