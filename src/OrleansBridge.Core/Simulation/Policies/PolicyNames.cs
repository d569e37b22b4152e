namespace OrleansBridge.Core.Simulation.Policies;

/// <summary>The policies that are compared (SPEC section 13).</summary>
internal static class PolicyNames
{
    /// <summary>Workers in turn.</summary>
    public const string RoundRobin = "round-robin";

    /// <summary>The worker with most room.</summary>
    public const string LeastLoaded = "least-loaded";

    /// <summary>Least loaded; idle workers take from the longest line.</summary>
    public const string UnawareStealing = "unaware-stealing";

    /// <summary>Filter, score, pick.</summary>
    public const string Aware = "aware";

    /// <summary>The same with the forecast among its factors.</summary>
    public const string Predictive = "aware+prediction";

    /// <summary>The same with stealing: all that production does.</summary>
    public const string Full = "aware+prediction+stealing";

    /// <summary>All, from the simplest to the fullest.</summary>
    public static IReadOnlyList<string> All { get; } = [RoundRobin, LeastLoaded, UnawareStealing, Aware, Predictive, Full];
}
