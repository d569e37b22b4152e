namespace OrleansBridge.Core.Scoring.Combining;

/// <summary>Minimum completion time (Ibarra and Kim 1977) in steps; among places of one step the rest decides.</summary>
internal sealed class CompletionFirst : ICombination
{
    private const int Steps = 20;

    private readonly GeometricMean _rest = new();

    public double Score(ReadOnlySpan<double> factors, ReadOnlySpan<double> weights)
    {
        Span<double> others = stackalloc double[weights.Length];
        weights.CopyTo(others);
        others[(int)Factor.Completion] = 0;
        var step = Math.Min(Math.Floor(factors[(int)Factor.Completion] * Steps), Steps - 1);
        return (step + _rest.Score(factors, others)) / Steps;
    }
}
