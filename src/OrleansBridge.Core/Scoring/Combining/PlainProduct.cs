namespace OrleansBridge.Core.Scoring.Combining;

/// <summary>The seeds' way: each factor multiplies. A weight of 0 still leaves a factor out.</summary>
internal sealed class PlainProduct : ICombination
{
    public double Score(ReadOnlySpan<double> factors, ReadOnlySpan<double> weights)
    {
        var product = 1.0;
        for (var n = 0; n < factors.Length; n++)
        {
            product *= weights[n] > 0 ? factors[n] : 1;
        }

        return product;
    }
}
