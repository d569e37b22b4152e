namespace OrleansBridge.Core.Learning;

/// <summary>
/// A running estimate of one positive quantity, in logarithms: times of one model differ by factors, and so an outlier counts by its
/// order of magnitude. Forgets exponentially.
/// </summary>
internal sealed class Track
{
    /// <summary>Below so much evidence nothing is an outlier yet.</summary>
    private const double Settled = 3;

    private const double Least = 1e-6;

    private int _outliers;
    private double _outlying;

    /// <summary>Observations, each counting half as much after a half-life.</summary>
    public double Weight { get; private set; }

    /// <summary>Mean of the logarithms.</summary>
    public double Log { get; private set; }

    /// <summary>Mean over geometric mean, at least about 1: a skewed quantity has more than its median on average.</summary>
    public double Skew { get; private set; } = 1;

    /// <summary>Takes an observation.</summary>
    /// <param name="value">0 or more.</param>
    /// <param name="halfLife">In observations.</param>
    /// <param name="outlier">Factor to either side at which an observation is clipped.</param>
    /// <param name="changeAfter">Clipped ones on one side in a row that are a change; 0: none is ever clipped.</param>
    public void Observe(double value, double halfLife, double outlier, int changeAfter)
    {
        var log = Math.Log(Math.Max(value, Least));
        var limit = Math.Log(outlier);
        if (changeAfter > 0 && Weight >= Settled && Math.Abs(log - Log) > limit)
        {
            var side = Math.Sign(log - Log);
            (_outliers, _outlying) = Math.Sign(_outliers) == side ? (_outliers + side, _outlying + log) : (side, log);
            if (Math.Abs(_outliers) >= changeAfter)
            {
                (Weight, Log, Skew, _outliers) = (changeAfter, _outlying / changeAfter, 1, 0);
                return;
            }

            log = Log + side * limit;
        }
        else
        {
            _outliers = 0;
        }

        var step = log - Log;
        Weight = Weight * Math.Pow(.5, 1 / halfLife) + 1;
        Log += step / Weight;
        Skew += (Math.Min(Math.Exp(step - step / Weight), outlier) - Skew) / Weight;
    }

    /// <summary>The estimate, shrunk towards another in proportion to the evidence.</summary>
    /// <param name="prior">The other, a logarithm.</param>
    /// <param name="strength">Observations that outweigh it.</param>
    public double Towards(double prior, double strength) => (strength * prior + Weight * Log) / (strength + Weight);
}
