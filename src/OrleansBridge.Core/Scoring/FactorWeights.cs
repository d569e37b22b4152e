using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Scoring;

/// <summary>How much each factor counts. Only their proportions matter; 0 leaves a factor out. Each from 0 to 100.</summary>
public sealed record FactorWeights
{
    /// <summary>The seeds' affinity of the model type to the browser type, as far as nothing was measured.</summary>
    /// <value>Default .5.</value>
    [Range(0, 100)]
    public double Affinity { get; init; } = .5;

    /// <summary>The browser type that the test prefers, or else its worker.</summary>
    /// <value>Default 3: a wish of the caller outweighs what is only believed.</value>
    [Range(0, 100)]
    public double Preference { get; init; } = 3;

    /// <summary>Free slots of the browser type.</summary>
    /// <value>Default .5.</value>
    [Range(0, 100)]
    public double Utilization { get; init; } = .5;

    /// <summary>More than two assignments on the browser type.</summary>
    /// <value>Default .5.</value>
    [Range(0, 100)]
    public double Crowding { get; init; } = .5;

    /// <summary>What the browser type's utilization will be in a minute.</summary>
    /// <value>Default .5.</value>
    [Range(0, 100)]
    public double PredictedLoad { get; init; } = .5;

    /// <summary>Success rate and relative latency.</summary>
    /// <value>Default 1.</value>
    [Range(0, 100)]
    public double History { get; init; } = 1;

    /// <summary>Memory that the model takes there.</summary>
    /// <value>Default .25.</value>
    [Range(0, 100)]
    public double MemoryEfficiency { get; init; } = .25;

    /// <summary>Whether the model is loaded there.</summary>
    /// <value>Default 1: its time is in the completion besides.</value>
    [Range(0, 100)]
    public double Residency { get; init; } = 1;

    /// <summary>Whether the worker can do little else.</summary>
    /// <value>Default .25.</value>
    [Range(0, 100)]
    public double Scarcity { get; init; } = .25;

    /// <summary>The service time there against the shortest anywhere.</summary>
    /// <value>Default 1.</value>
    [Range(0, 100)]
    public double ServiceTime { get; init; } = 1;

    /// <summary>When the run would be over there, against at best anywhere.</summary>
    /// <value>Default 4.</value>
    [Range(0, 100)]
    public double Completion { get; init; } = 4;

    /// <summary>How the breakers on the way stand.</summary>
    /// <value>Default 1.</value>
    [Range(0, 100)]
    public double Breaker { get; init; } = 1;

    /// <summary>In the order of <see cref="Factor"/>.</summary>
    internal double[] InOrder() =>
    [
        Affinity, Preference, Utilization, Crowding, PredictedLoad, History, MemoryEfficiency, Residency, Scarcity, ServiceTime, Completion, Breaker,
    ];
}
