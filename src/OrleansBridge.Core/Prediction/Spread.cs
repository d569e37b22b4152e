namespace OrleansBridge.Core.Prediction;

/// <summary>A mean with its variance, and the interval that holds a share of what may come.</summary>
internal readonly record struct Spread(double Mean, double Variance)
{
    /// <summary>
    /// Of the present each stays or goes by itself (binomial); those to come are Poisson, more by as much as they come in batches;
    /// and the rate is only estimated.
    /// </summary>
    public static Spread Of(double present, ArrivalRate rate, double serviceSeconds, double seconds)
    {
        var staying = TransientLoad.Staying(serviceSeconds, seconds);
        var mean = TransientLoad.Expected(present, rate.PerSecond, rate.Slope, serviceSeconds, seconds);
        var filled = serviceSeconds * (1 - staying);
        return new(mean, present * staying * (1 - staying) + (mean - present * staying) * rate.Batching + filled * filled * rate.Variance);
    }

    public Spread Plus(Spread other) => new(Mean + other.Mean, Variance + other.Variance);

    /// <param name="share">The share that is to lie within.</param>
    /// <param name="stretch">What was learned of earlier intervals.</param>
    public (double Lower, double Upper) Interval(double share, double stretch)
    {
        // Half a test more on either side: what comes is a whole number.
        var half = Normal(share) * stretch * Math.Sqrt(Variance) + .5;
        return (Math.Max(0, Mean - half), Mean + half);
    }

    /// <summary>Within how many standard deviations a share of the normal distribution lies (Winitzki 2008, to 2 in 1,000).</summary>
    private static double Normal(double share)
    {
        const double a = .147;
        var log = Math.Log(1 - share * share);
        var half = 2 / (Math.PI * a) + log / 2;
        return Math.Sqrt(2 * (Math.Sqrt(half * half - log / a) - half));
    }
}
