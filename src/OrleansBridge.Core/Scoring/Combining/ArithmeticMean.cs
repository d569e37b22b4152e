namespace OrleansBridge.Core.Scoring.Combining;

/// <summary>The weighted sum model (Fishburn 1967): a good factor makes up for a bad one.</summary>
internal sealed class ArithmeticMean : ICombination
{
    public double Score(ReadOnlySpan<double> factors, ReadOnlySpan<double> weights)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var n = 0; n < factors.Length; n++)
        {
            sum += weights[n] * factors[n];
            weight += weights[n];
        }

        return weight > 0 ? sum / weight : 1;
    }
}
