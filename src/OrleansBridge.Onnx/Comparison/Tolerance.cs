namespace OrleansBridge.Onnx.Comparison;

/// <summary>How far a floating-point element may be off: |actual - expected| &lt;= Absolute + Relative x |expected|.</summary>
/// <param name="Absolute">Absolute part, at least 0.</param>
/// <param name="Relative">Relative part, at least 0.</param>
public sealed record Tolerance(double Absolute, double Relative)
{
    /// <summary>1e-4 + 1e-3 |expected|.</summary>
    public static Tolerance Default { get; } = new(1e-4, 1e-3);

    /// <summary>The error allowed at an expected value.</summary>
    public double At(double expected) => Absolute + (Relative * Math.Abs(expected));
}
