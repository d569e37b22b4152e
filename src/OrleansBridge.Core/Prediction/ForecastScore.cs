using OrleansBridge.Placement;

namespace OrleansBridge.Core.Prediction;

/// <summary>How right the forecasts of one load were: means over about the last hundred that were scored.</summary>
public sealed record ForecastScore
{
    private const int Memory = 100;

    // So many scored forecasts are worth half of full evidence.
    private const double HalfEvidence = 10;

    // How fast intervals learn from what fell outside of them.
    private const double Learning = .05;

    /// <summary>Forecasts scored.</summary>
    public long Scored { get; private init; }

    /// <summary>Mean absolute error, tests. Null: none was scored.</summary>
    public double? Mae { get; private init; }

    /// <summary>Calibration: the share of actual loads within the stated intervals. Null: none was scored.</summary>
    public double? Within { get; private init; }

    /// <summary>Mean of what came, tests. Null: none was scored.</summary>
    public double? MeanActual { get; private init; }

    /// <summary>By how much intervals are stretched so that the stated share lies within (adaptive conformal inference, Gibbs and Candes 2021).</summary>
    public double Stretch { get; private init; } = 1;

    /// <summary>Takes a forecast whose <see cref="ForecastRow.Actual"/> is known.</summary>
    /// <param name="row">The forecast.</param>
    /// <param name="coverage">The share that should lie within.</param>
    public ForecastScore With(ForecastRow row, double coverage)
    {
        var actual = row.Actual ?? throw new ArgumentException("the forecast has no actual load", nameof(row));
        var (scored, within) = (Scored + 1, actual >= row.Lower && actual <= row.Upper);
        var weight = 1.0 / Math.Min(scored, Memory);
        double Mean(double? mean, double value) => mean is { } before ? before + (value - before) * weight : value;
        return new()
        {
            Scored = scored,
            Mae = Mean(Mae, Math.Abs(actual - row.Predicted)),
            Within = Mean(Within, within ? 1 : 0),
            MeanActual = Mean(MeanActual, actual),
            Stretch = Math.Clamp(Stretch * Math.Exp(Learning * (within ? coverage - 1 : coverage)), .25, 10),
        };
    }

    /// <summary>
    /// In [0, 1]: 0 until a forecast was scored, then less the larger the error is against the load, the further calibration is from
    /// what was stated, and the fewer were scored.
    /// </summary>
    public double Confidence(double coverage) => Scored == 0
        ? 0
        : Scored / (Scored + HalfEvidence) / (1 + Mae!.Value / (1 + MeanActual!.Value)) * (1 - Math.Abs(Within!.Value - coverage));
}
