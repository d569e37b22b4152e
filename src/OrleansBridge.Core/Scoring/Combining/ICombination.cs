namespace OrleansBridge.Core.Scoring.Combining;

/// <summary>Makes one score of the factors: in [0, 1] and never lower for a higher factor.</summary>
internal interface ICombination
{
    /// <param name="factors">By <see cref="Factor"/>, each in [0, 1].</param>
    /// <param name="weights">In the same order, 0 or more.</param>
    double Score(ReadOnlySpan<double> factors, ReadOnlySpan<double> weights);
}
