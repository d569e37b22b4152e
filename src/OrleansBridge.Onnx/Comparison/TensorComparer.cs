using System.Globalization;
using System.Numerics;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Comparison;

/// <summary>
/// Compares outputs with expected ones. NaN equals NaN, infinities are equal by sign, whatever is not floating-point must be equal.
/// </summary>
public static class TensorComparer
{
    /// <summary>Compares one output.</summary>
    public static TensorComparison Compare(Tensor actual, Tensor expected, Tolerance tolerance)
    {
        if (actual.Type != expected.Type)
        {
            return Differs($"output '{expected.Name}' is {actual.Type}, expected {expected.Type}");
        }

        if (!actual.Dims.SequenceEqual(expected.Dims))
        {
            return Differs($"output '{expected.Name}' has shape {Shape.Of(actual.Dims)}, expected {Shape.Of(expected.Dims)}");
        }

        return expected.Type.Name switch
        {
            "float32" => Floats<float>(actual, expected, tolerance),
            "float64" => Floats<double>(actual, expected, tolerance),
            "float16" => Floats<Half>(actual, expected, tolerance),
            "string" => Strings(actual, expected),
            "int64" => Integers<long>(actual, expected),
            "uint64" => Integers<ulong>(actual, expected),
            "int32" => Integers<int>(actual, expected),
            "uint32" => Integers<uint>(actual, expected),
            "int16" => Integers<short>(actual, expected),
            "uint16" => Integers<ushort>(actual, expected),
            "int8" => Integers<sbyte>(actual, expected),
            "int4" or "uint4" => Nibbles(actual, expected),
            _ => Integers<byte>(actual, expected),
        };
    }

    /// <summary>Compares all outputs of a run by name; what nobody expects is not compared.</summary>
    public static TensorComparison CompareAll(IReadOnlyList<Tensor> actual, IReadOnlyList<Tensor> expected, Tolerance tolerance)
    {
        double? maxAbs = null;
        double? maxRel = null;
        TensorComparison? first = null;
        foreach (var wanted in expected)
        {
            var output = actual.FirstOrDefault(tensor => tensor.Name == wanted.Name);
            var comparison = output is null ? Differs($"output '{wanted.Name}' is missing") : Compare(output, wanted, tolerance);
            maxAbs = Max(maxAbs, comparison.MaxAbsError);
            maxRel = Max(maxRel, comparison.MaxRelError);
            first ??= comparison.Matched ? null : comparison;
        }

        return new(first is null, maxAbs, maxRel, first?.FirstIndex, first?.Reason);
    }

    private static double? Max(double? left, double? right) => left is null || right > left ? right : left;

    private static TensorComparison Differs(string reason) => new(false, null, null, null, reason);

    private static TensorComparison Floats<T>(Tensor actual, Tensor expected, Tolerance tolerance)
        where T : unmanaged, INumber<T>
    {
        var left = actual.As<T>();
        var right = expected.As<T>();
        var errors = new ErrorTally(expected.Name);
        for (int i = 0; i < right.Length; i++)
        {
            errors.Add(i, double.CreateChecked(left[i]), double.CreateChecked(right[i]), tolerance);
        }

        return errors.Finish(right.Length);
    }

    private static TensorComparison Integers<T>(Tensor actual, Tensor expected)
        where T : unmanaged, INumber<T>
    {
        var left = actual.As<T>();
        var right = expected.As<T>();
        if (left.SequenceEqual(right))
        {
            return new(true, right.IsEmpty ? null : 0, right.IsEmpty ? null : 0, null, null);
        }

        var errors = new ErrorTally(expected.Name);
        for (int i = 0; i < right.Length; i++)
        {
            errors.AddExact(i, Error(left[i], right[i]), double.CreateChecked(right[i]), left[i], right[i]);
        }

        return errors.Finish(right.Length);
    }

    // In 128 bits the difference of two 64-bit integers neither overflows nor loses what a double would round away.
    private static double Error<T>(T left, T right)
        where T : INumber<T> =>
        double.Abs(double.CreateChecked(Int128.CreateChecked(left) - Int128.CreateChecked(right)));

    private static TensorComparison Nibbles(Tensor actual, Tensor expected)
    {
        var errors = new ErrorTally(expected.Name);
        for (int i = 0; i < expected.ElementCount; i++)
        {
            var (left, right) = (Nibble(actual, i), Nibble(expected, i));
            errors.AddExact(i, Math.Abs(left - right), right, left, right);
        }

        return errors.Finish(expected.ElementCount);
    }

    private static int Nibble(Tensor tensor, int index)
    {
        int value = (tensor.Data.Span[index / 2] >> (index % 2 * 4)) & 15;
        return tensor.Type == ElementType.Int4 && value > 7 ? value - 16 : value;
    }

    private static TensorComparison Strings(Tensor actual, Tensor expected)
    {
        for (int i = 0; i < expected.Strings!.Count; i++)
        {
            if (actual.Strings![i] != expected.Strings[i])
            {
                return new(false, null, null, i, string.Create(
                    CultureInfo.InvariantCulture,
                    $"output '{expected.Name}'[{i}] is \"{actual.Strings[i]}\", expected \"{expected.Strings[i]}\""));
            }
        }

        return new(true, null, null, null, null);
    }
}
