namespace OrleansBridge.Core.Scoring.Combining;

/// <summary>The combinations by name.</summary>
internal static class Combinations
{
    private static readonly Dictionary<Combination, ICombination> All = new()
    {
        [Combination.GeometricMean] = new GeometricMean(),
        [Combination.ArithmeticMean] = new ArithmeticMean(),
        [Combination.Product] = new PlainProduct(),
        [Combination.CompletionFirst] = new CompletionFirst(),
    };

    public static ICombination Of(Combination combination) => All[combination];
}
