using OrleansBridge.Core.Learning;

namespace OrleansBridge.Core.Scoring;

/// <summary>What a decision knows besides the test and the farm.</summary>
public sealed record ScoringContext
{
    /// <summary>Nothing learned, nothing predicted, no exploration.</summary>
    public static ScoringContext None { get; } = new() { Options = new() { ExploreShare = 0 } };

    /// <summary>How places are scored.</summary>
    public ScoringOptions Options { get; init; } = new();

    /// <summary>What runs take.</summary>
    public ServiceTimes Times { get; init; } = new();

    /// <summary>Utilization by browser type as forecast; those that are missing are not predicted.</summary>
    public IReadOnlyDictionary<string, double> Predicted { get; init; } = new Dictionary<string, double>();

    /// <summary>The sha256 of a model's file, by which browsers name what they have loaded; null where it is not known yet.</summary>
    public Func<string, string?> Sha256 { get; init; } = static _ => null;
}
