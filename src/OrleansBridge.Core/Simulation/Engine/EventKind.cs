namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>What happens in a simulation, arrivals apart.</summary>
internal enum EventKind : byte
{
    /// <summary>An instance is ready. Subject: worker; detail: browser type; stamp: generation.</summary>
    Launched,

    /// <summary>A run ended well. Subject: test.</summary>
    Ended,

    /// <summary>A run's browser crashed. Subject: test.</summary>
    Crashed,

    /// <summary>A moved test is at its new worker. Subject: test.</summary>
    Joined,

    /// <summary>A delayed test asks for a place again. Subject: test.</summary>
    Again,

    /// <summary>A worker goes. Subject: worker.</summary>
    Gone,

    /// <summary>A worker is back. Subject: worker.</summary>
    Back,

    /// <summary>The agents say what their browsers are like.</summary>
    Heartbeat,

    /// <summary>The policy may move tests.</summary>
    Rebalance,
}
