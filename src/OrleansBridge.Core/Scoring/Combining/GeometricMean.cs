namespace OrleansBridge.Core.Scoring.Combining;

/// <summary>
/// The weighted product model (Miller and Starr 1969) under the root of the weights' sum: a half is as bad whatever else there is,
/// and many mild penalties do not collapse to nothing.
/// </summary>
internal sealed class GeometricMean : ICombination
{
    public double Score(ReadOnlySpan<double> factors, ReadOnlySpan<double> weights)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var n = 0; n < factors.Length; n++)
        {
            if (weights[n] > 0)
            {
                sum += factors[n] < 1 ? weights[n] * Math.Log(factors[n]) : 0;
                weight += weights[n];
            }
        }

        return weight > 0 ? Math.Exp(sum / weight) : 1;
    }
}
