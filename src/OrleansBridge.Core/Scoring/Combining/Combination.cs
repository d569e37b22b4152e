namespace OrleansBridge.Core.Scoring.Combining;

/// <summary>How factors become a score.</summary>
public enum Combination
{
    /// <summary>The weighted geometric mean.</summary>
    GeometricMean,

    /// <summary>The weighted arithmetic mean.</summary>
    ArithmeticMean,

    /// <summary>The plain product, weights aside.</summary>
    Product,

    /// <summary>The earliest completion in steps of a twentieth, within a step the weighted geometric mean of the rest.</summary>
    CompletionFirst,
}
