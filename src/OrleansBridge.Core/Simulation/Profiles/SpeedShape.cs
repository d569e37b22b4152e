namespace OrleansBridge.Core.Simulation.Profiles;

/// <summary>How run times spread about their mean.</summary>
internal enum SpeedShape
{
    /// <summary>Log-normal: what timings of browsers look like.</summary>
    LogNormal,

    /// <summary>Exponential: what queueing theory assumes, to compare with it.</summary>
    Exponential,

    /// <summary>Always the mean.</summary>
    Constant,
}
