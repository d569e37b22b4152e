namespace OrleansBridge.Core.Prediction;

/// <summary>
/// The number of customers in an M/G/infinity queue some time ahead, in expectation (SPEC section 7):
/// n(t) = n e^(-t/S) + lambda S (1 - e^(-t/S)), and with a rate lambda + b u at the time u the term b S (t - S (1 - e^(-t/S)))
/// more (Eick, Massey and Whitt 1993, "The physics of the Mt/G/infinity queue").
/// </summary>
/// <remarks>
/// Exact for exponential service from any n. For any other service, with H its stationary-excess survival
/// H(t) = (1/S) x the integral of P(service > u) over u > t, a queue in its stationary state of which n are seen has
/// n H(t) + lambda S (1 - H(t)); the formula puts e^(-t/S) for H(t) and is off by (n - lambda S)(e^(-t/S) - H(t)). So it is exact
/// for every service in expectation over the stationary state (the mean of n is lambda S) and at n = lambda S, and as t grows. From an empty
/// queue it is off by lambda S (H(t) - e^(-t/S)), which is 0 at all t for exponential service only.
/// </remarks>
public static class TransientLoad
{
    /// <summary>The expected number present.</summary>
    /// <param name="present">Present now.</param>
    /// <param name="rate">Arrivals a second now.</param>
    /// <param name="slope">By how much the rate grows each second.</param>
    /// <param name="serviceSeconds">The mean stay, seconds, above 0.</param>
    /// <param name="seconds">How far ahead.</param>
    /// <returns>Never below those of the present who are expected to stay.</returns>
    public static double Expected(double present, double rate, double slope, double serviceSeconds, double seconds)
    {
        var staying = Staying(serviceSeconds, seconds);
        var filled = serviceSeconds * (1 - staying);
        return present * staying + Math.Max(0, rate * filled + slope * serviceSeconds * (seconds - filled));
    }

    /// <summary>The share of those present that is expected to be there still.</summary>
    public static double Staying(double serviceSeconds, double seconds) => Math.Exp(-seconds / serviceSeconds);
}
