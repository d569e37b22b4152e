namespace OrleansBridge.Core.Scoring;

/// <summary>The factors by name, as explanations show them.</summary>
internal static class Factors
{
    public const int Count = (int)Factor.Breaker + 1;

    public static readonly IReadOnlyList<string> Names =
    [
        "affinity", "preference", "utilization", "crowding", "predicted_load", "history", "memory_efficiency", "residency", "scarcity", "service_time", "completion", "breaker",
    ];

    public static IReadOnlyDictionary<string, double> ByName(ReadOnlySpan<double> factors)
    {
        var named = new Dictionary<string, double>(Count);
        for (var n = 0; n < Count; n++)
        {
            named.Add(Names[n], factors[n]);
        }

        return named;
    }
}
