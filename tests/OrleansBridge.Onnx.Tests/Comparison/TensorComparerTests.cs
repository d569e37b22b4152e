using OrleansBridge.Onnx.Comparison;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Tests.Comparison;

public sealed class TensorComparerTests
{
    private const double Inf = double.PositiveInfinity;

    [Theory]
    [InlineData(1.00109, 1.0, true)]
    [InlineData(1.0012, 1.0, false)]
    [InlineData(0.0001, 0.0, true)]
    [InlineData(0.0002, 0.0, false)]
    [InlineData(double.NaN, double.NaN, true)]
    [InlineData(double.NaN, 1.0, false)]
    [InlineData(1.0, double.NaN, false)]
    [InlineData(Inf, Inf, true)]
    [InlineData(-Inf, Inf, false)]
    [InlineData(1e30, Inf, false)]
    [InlineData(Inf, 1.0, false)]
    public void A_float_matches_within_absolute_plus_relative_tolerance(double actual, double expected, bool matches) =>
        Assert.Equal(matches, Compare<double>([actual], [expected]).Matched);

    [Fact]
    public void The_first_offence_and_the_largest_errors_are_told()
    {
        var comparison = Compare<float>([1, 2.5f, 9], [1, 2, 8]);

        Assert.Equal((false, 1.0, .25, 1L), (comparison.Matched, comparison.MaxAbsError!.Value, comparison.MaxRelError!.Value, comparison.FirstIndex!.Value));
        Assert.Equal("output 'y'[1] is 2.5, expected 2; 2 of 3 elements are off, the largest error is 1", comparison.Reason);
    }

    [Fact]
    public void A_nan_on_one_side_is_an_infinite_error() =>
        Assert.Equal(Inf, Compare<float>([float.NaN], [1]).MaxAbsError);

    [Fact]
    public void Half_precision_is_compared_by_value()
    {
        Assert.True(Compare<Half>([(Half)1.001], [(Half)1]).Matched);
        Assert.False(Compare<Half>([(Half)1.01], [(Half)1]).Matched);
    }

    [Fact]
    public void Integers_must_be_equal_even_where_a_double_cannot_tell_them_apart()
    {
        var comparison = Compare<long>([long.MaxValue], [long.MaxValue - 1]);

        Assert.Equal((false, 1.0), (comparison.Matched, comparison.MaxAbsError!.Value));
        Assert.False(Compare<ulong>([ulong.MaxValue], [0]).Matched);
        Assert.True(Compare<byte>([7, 8], [7, 8]).Matched);
    }

    [Fact]
    public void Nibbles_are_compared_one_by_one_with_their_sign()
    {
        var comparison = TensorComparer.Compare(
            new Tensor("y", ElementType.Int4, [3], new byte[] { 0x2F, 0x01 }),
            new Tensor("y", ElementType.Int4, [3], new byte[] { 0x3F, 0x01 }),
            Tolerance.Default);

        Assert.Equal((1L, 1.0), (comparison.FirstIndex!.Value, comparison.MaxAbsError!.Value));
    }

    [Fact]
    public void Strings_must_be_equal() => Assert.Equal(
        "output 'y'[1] is \"b\", expected \"c\"",
        TensorComparer.Compare(new Tensor("y", [2], ["a", "b"]), new Tensor("y", [2], ["a", "c"]), Tolerance.Default).Reason);

    [Fact]
    public void Another_type_or_shape_is_told()
    {
        Assert.Equal("output 'y' is int32, expected float32", TensorComparer.Compare(Tensor.Of<int>("y", [1], [1]), Of<float>([1]), Tolerance.Default).Reason);
        Assert.Equal("output 'y' has shape [2], expected [1]", TensorComparer.Compare(Of<float>([1, 2]), Of<float>([1]), Tolerance.Default).Reason);
    }

    [Fact]
    public void A_missing_output_is_a_mismatch()
    {
        var comparison = TensorComparer.CompareAll([Of<float>([1])], [Of<float>([1]), Of<float>([1]).Named("z")], Tolerance.Default);

        Assert.Equal((false, "output 'z' is missing"), (comparison.Matched, comparison.Reason));
    }

    private static Tensor Of<T>(T[] values)
        where T : unmanaged => Tensor.Of<T>("y", [values.Length], values);

    private static TensorComparison Compare<T>(T[] actual, T[] expected)
        where T : unmanaged => TensorComparer.Compare(Of(actual), Of(expected), Tolerance.Default);
}
