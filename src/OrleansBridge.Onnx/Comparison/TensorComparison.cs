namespace OrleansBridge.Onnx.Comparison;

/// <summary>How one output, or all outputs of a run, compare with what was expected.</summary>
/// <param name="Matched">Whether every element is within its tolerance.</param>
/// <param name="MaxAbsError">Largest |actual - expected|; infinite where only one side is NaN or infinite; null when shapes or types differ or the elements are no numbers.</param>
/// <param name="MaxRelError">Largest |actual - expected| / |expected| over expected elements other than 0; null as above, or when all are 0.</param>
/// <param name="FirstIndex">Position of the first offending element in row-major order, or null.</param>
/// <param name="Reason">One line about what is wrong, or null when matched.</param>
public sealed record TensorComparison(bool Matched, double? MaxAbsError, double? MaxRelError, long? FirstIndex, string? Reason);
