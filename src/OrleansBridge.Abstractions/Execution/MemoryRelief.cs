namespace OrleansBridge.Execution;

/// <summary>What an engine does when the machine's memory is short, each together with those before it.</summary>
public enum MemoryRelief
{
    /// <summary>Pages on which nothing runs release loaded models, the longest unused first: half of them each time it is asked for.</summary>
    EvictSessions = 0,

    /// <summary>Pages on which nothing runs are closed.</summary>
    CloseIdlePages = 1,

    /// <summary>Idle instances are closed, busy ones after their run: an instance does not return all memory while it lives.</summary>
    Recycle = 2,
}
