using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Prediction;

/// <summary>How load is predicted (SPEC section 7).</summary>
public sealed record PredictionOptions
{
    /// <summary>How far ahead a forecast looks.</summary>
    /// <value>Default 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The usual window over which arrivals are counted; half of it is tried too.</summary>
    /// <value>Default 5 minutes. Longer averages more chance out, shorter follows a change sooner: what came says which was right.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The window that wins where the rate has just changed.</summary>
    /// <value>Default 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ShortestWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The window that wins where the rate does not change; arrivals are kept for three minutes more.</summary>
    /// <value>Default 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a test is taken to stay until something was learned, seconds.</summary>
    /// <value>Default 120.</value>
    [Range(.001, 86_400)]
    public double PriorServiceSeconds { get; init; } = 120;

    /// <summary>Share of actual loads that should lie within the stated intervals.</summary>
    /// <value>Default .9.</value>
    [Range(.5, .99)]
    public double Coverage { get; init; } = .9;

    /// <summary>Between two forecasts of the same load that are kept to be scored.</summary>
    /// <value>Default 10 s. Shorter earns confidence sooner and stores more rows.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RecordEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How late what came may be looked at to score a forecast; later it stays without.</summary>
    /// <value>Default 5 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MostLate { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Predicted utilization above which overload is raised.</summary>
    /// <value>Default .8.</value>
    [Range(.01, 100)]
    public double Overload { get; init; } = .8;

    /// <summary>Predicted utilization below which a raised overload ends.</summary>
    /// <value>Default .7: the gap keeps a load at the edge from being raised again and again.</value>
    [Range(.01, 100)]
    public double OverloadEnds { get; init; } = .7;

    /// <summary>Pairs of browser and model type that are kept; of more, the one whose last arrival is longest ago goes.</summary>
    /// <value>Default 256.</value>
    [Range(1, 100_000)]
    public int MostPairs { get; init; } = 256;

    /// <summary>Ids of tests remembered to count each once; a re-queued test that is no longer remembered is recognised by its age.</summary>
    /// <value>Default 16,384, of some 25 bytes each.</value>
    [Range(2, 10_000_000)]
    public int MostTests { get; init; } = 16_384;
}
