namespace OrleansBridge.Core.Scaling;

/// <summary>What is done under memory pressure, each rung with all those before it (SPEC section 8).</summary>
public enum MemoryRung
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Sessions that are loaded and not in use are given up, the longest unused first.</summary>
    EvictSessions,

    /// <summary>Pages on which nothing runs are closed.</summary>
    CloseIdlePages,

    /// <summary>Idle browsers are closed, busy ones after their run: a browser does not return all memory while it lives.</summary>
    Recycle,

    /// <summary>No further run is admitted.</summary>
    Refuse,
}
