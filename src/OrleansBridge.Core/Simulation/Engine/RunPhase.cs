namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>How far a simulated test has come.</summary>
internal enum RunPhase : byte
{
    /// <summary>Not submitted yet.</summary>
    Coming,

    /// <summary>It has no place.</summary>
    Waiting,

    /// <summary>It waits out a back-off, or until its worker's loss is noticed.</summary>
    Delayed,

    /// <summary>It was moved to another worker and is not there yet; its slot is.</summary>
    Moving,

    /// <summary>It waits at its worker.</summary>
    InLine,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has ended.</summary>
    Done,
}
