namespace OrleansBridge.Core.Prediction;

/// <summary>What is kept of one pair of browser and model type.</summary>
internal sealed class PairLoad(TimeSpan longest)
{
    private ArrivalRate _rate;
    private long _rated = long.MinValue;

    public ArrivalCounts Counts { get; } = new(longest);

    /// <summary>How long a test was last said to stay, seconds.</summary>
    public double? ServiceSeconds { get; set; }

    public RecentModels Models { get; } = new();

    public ForecastScore Score { get; set; } = new();

    /// <summary>The rate now; windows are compared once a step.</summary>
    public ArrivalRate RateAt(DateTimeOffset now, TimeSpan observed, PredictionOptions options)
    {
        Counts.Advance(now);
        if (_rated != Counts.Newest)
        {
            (_rate, _rated) = (ArrivalRate.Of(Counts, observed, options), Counts.Newest);
        }

        return _rate.With(Counts.Begun, ArrivalCounts.Into(now));
    }
}
