using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Dispatching;

/// <summary>When a test rather waits for a better place than stand in line at a poor one (delay scheduling, Zaharia and others 2010).</summary>
public sealed record LineOptions
{
    /// <summary>Seconds that a test may lose at the best free place and still stand in line there.</summary>
    /// <value>Default .5, from 0 to 86,400. Where it would begin at once it goes whatever it loses.</value>
    [Range(0, 86_400)]
    public double MostLost { get; init; } = .5;

    /// <summary>Seconds after which a test stands in line wherever it can.</summary>
    /// <value>Default 0: at once. From 0 to 86,400; 30 gave the shortest makespans where far more waits than runs.</value>
    [Range(0, 86_400)]
    public double Patience { get; init; }
}
