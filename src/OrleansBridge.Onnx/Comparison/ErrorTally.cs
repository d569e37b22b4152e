using System.Globalization;

namespace OrleansBridge.Onnx.Comparison;

/// <summary>Collects the errors of one tensor, element by element.</summary>
internal sealed class ErrorTally(string name)
{
    private double _maxAbs;
    private double? _maxRel;
    private long _wrong;
    private long _first = -1;
    private string? _example;

    public void Add(long index, double actual, double expected, Tolerance tolerance)
    {
        // Equal infinities subtract to NaN, so equality comes first.
        bool equal = actual == expected || (double.IsNaN(actual) && double.IsNaN(expected));
        double error = equal ? 0 : double.IsFinite(actual) && double.IsFinite(expected) ? Math.Abs(actual - expected) : double.PositiveInfinity;
        Note(index, error, expected, within: error <= (double.IsFinite(expected) ? tolerance.At(expected) : 0), actual, expected);
    }

    public void AddExact<T>(long index, double error, double magnitude, T actual, T expected) =>
        Note(index, error, magnitude, within: error == 0, actual, expected);

    public TensorComparison Finish(long count)
    {
        double? maxAbs = count == 0 ? null : _maxAbs;
        return _wrong == 0
            ? new(true, maxAbs, _maxRel, null, null)
            : new(false, maxAbs, _maxRel, _first, string.Create(
                CultureInfo.InvariantCulture,
                $"{_example}; {_wrong} of {count} elements are off, the largest error is {_maxAbs:G4}"));
    }

    private void Note<T>(long index, double error, double magnitude, bool within, T actual, T expected)
    {
        _maxAbs = Math.Max(_maxAbs, error);
        if (magnitude != 0 && !double.IsNaN(magnitude))
        {
            // An infinite expected value is either met or missed by infinity.
            _maxRel = Math.Max(_maxRel ?? 0, error == 0 ? 0 : double.IsInfinity(magnitude) ? error : error / Math.Abs(magnitude));
        }

        if (within)
        {
            return;
        }

        if (_wrong++ == 0)
        {
            _first = index;
            _example = string.Create(CultureInfo.InvariantCulture, $"output '{name}'[{index}] is {actual:G9}, expected {expected:G9}");
        }
    }
}
