using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Schema;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Tests.Tensors;

public sealed class TensorCodecTests
{
    [Fact]
    public void Typed_fields_and_raw_data_decode_alike()
    {
        Equal<float>([1.5f, -2], new TensorProto { FloatData = { 1.5f, -2 } });
        Equal<double>([1.5, -2], new TensorProto { DoubleData = { 1.5, -2 } });
        Equal<long>([-1, 1L << 40], new TensorProto { Int64Data = { -1, 1L << 40 } });
        Equal<ulong>([ulong.MaxValue, 1], new TensorProto { Uint64Data = { ulong.MaxValue, 1 } });
        Equal<uint>([uint.MaxValue, 1], new TensorProto { Uint64Data = { uint.MaxValue, 1 } });
        Equal<int>([-1, 7], new TensorProto { Int32Data = { -1, 7 } });
        Equal<short>([-1, 7], new TensorProto { Int32Data = { -1, 7 } });
        Equal<ushort>([65535, 7], new TensorProto { Int32Data = { 65535, 7 } });
        Equal<sbyte>([-1, 7], new TensorProto { Int32Data = { -1, 7 } });
        Equal<byte>([255, 7], new TensorProto { Int32Data = { 255, 7 } });
        Equal<bool>([true, false], new TensorProto { Int32Data = { 1, 0 } });
        Equal<Half>([(Half)1.5, (Half)(-2)], new TensorProto { Int32Data = { 0x3E00, 0xC000 } });
    }

    [Fact]
    public void Strings_and_nibbles_decode()
    {
        var text = new Tensor("x", [2], ["a", "é"]);
        Assert.Equal(["a", "é"], TensorCodec.Decode(TensorCodec.Encode(text)).Strings!);

        var packed = TensorCodec.Decode(new TensorProto { DataType = 22, Dims = { 3 }, Int32Data = { 0x21, 0x03 } });
        Assert.Equal([0x21, 0x03], packed.Data.ToArray());
    }

    [Theory]
    [InlineData(16, "bfloat16")]
    [InlineData(17, "float8e4m3fn")]
    [InlineData(99, "element type 99")]
    public void An_element_type_no_page_can_hold_is_named(int code, string name) => Assert.Equal(
        $"tensor 'x' is {name}, which ONNX Runtime Web cannot hold",
        Assert.Throws<ModelException>(() => TensorCodec.Decode(new TensorProto { Name = "x", DataType = code })).Message);

    [Fact]
    public void Data_that_do_not_fill_the_shape_are_refused() => Assert.Equal(
        "tensor 'x' of type float32 and shape [2] wants 8 bytes, it has 4",
        Assert.Throws<ModelException>(() => TensorCodec.Decode(new TensorProto { Name = "x", DataType = 1, Dims = { 2 }, FloatData = { 1 } })).Message);

    [Fact]
    public void Digests_cover_bytes_and_length_prefixed_strings()
    {
        Assert.Equal("df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119", Tensor.Of<byte>("x", [4], [0, 0, 0, 0]).Digest().Sha256);
        Assert.NotEqual(new Tensor("x", [2], ["ab", "c"]).Digest().Sha256, new Tensor("x", [2], ["a", "bc"]).Digest().Sha256);
    }

    private static void Equal<T>(T[] values, TensorProto typed)
        where T : unmanaged
    {
        var raw = Tensor.Of<T>("x", [values.Length], values);
        typed.DataType = raw.Type.Code;
        typed.Dims.Add(values.Length);

        Assert.Equal(values, TensorCodec.Decode(typed).As<T>().ToArray());
        Assert.Equal(values, TensorCodec.Decode(TensorCodec.Encode(raw)).As<T>().ToArray());
    }
}
