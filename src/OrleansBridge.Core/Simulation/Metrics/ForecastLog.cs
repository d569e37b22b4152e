namespace OrleansBridge.Core.Simulation.Metrics;

/// <summary>How far forecasts of a browser type's load were from what came, and how far they would have been had nothing changed.</summary>
internal sealed class ForecastLog
{
    private double _ours;
    private double _last;
    private int _count;

    /// <summary>Mean absolute error, tests; null: none was scored.</summary>
    public double? Error => _count > 0 ? _ours / _count : null;

    /// <summary>The error of taking the present load for the forecast.</summary>
    public double? LastValueError => _count > 0 ? _last / _count : null;

    public void Add(double predicted, double present, double actual)
    {
        _ours += Math.Abs(predicted - actual);
        _last += Math.Abs(present - actual);
        _count++;
    }
}
