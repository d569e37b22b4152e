namespace OrleansBridge.Core.Dispatching;

/// <summary>How long tests of one browser and model type stayed: the mean over about the last fifty, from a prior that weighs as two.</summary>
internal sealed class Stay
{
    private const double Memory = 50;
    private const double PriorWeight = 2;

    private double _seconds;
    private double _count;

    public void Add(double seconds)
    {
        _count = Math.Min(_count + 1, Memory);
        _seconds += (seconds - _seconds) / _count;
    }

    /// <summary>Null: none has ended.</summary>
    public double? Seconds(double prior) => _count > 0 ? (_seconds * _count + prior * PriorWeight) / (_count + PriorWeight) : null;
}
