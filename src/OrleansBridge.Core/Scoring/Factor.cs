namespace OrleansBridge.Core.Scoring;

/// <summary>What speaks for a place, each in [0, 1]. The order is that of explanations.</summary>
internal enum Factor
{
    Affinity,
    Preference,
    Utilization,
    Crowding,
    PredictedLoad,
    History,
    MemoryEfficiency,
    Residency,
    Scarcity,
    ServiceTime,
    Completion,
    Breaker,
}
