namespace OrleansBridge.Core.Prediction;

/// <summary>What is kept of one pair of browser and model type.</summary>
internal sealed class PairLoad(TimeSpan longest)
{
    public ArrivalCounts Counts { get; } = new(longest);

    /// <summary>How long a test was last said to stay, seconds.</summary>
    public double? ServiceSeconds { get; set; }

    public RecentModels Models { get; } = new();

    public ForecastScore Score { get; set; } = new();
}
