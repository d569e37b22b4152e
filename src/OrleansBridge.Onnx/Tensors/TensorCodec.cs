using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Collections;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Schema;

namespace OrleansBridge.Onnx.Tensors;

/// <summary>Between ONNX's TensorProto and <see cref="Tensor"/>.</summary>
internal static class TensorCodec
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Decodes raw data and every typed field.</summary>
    /// <exception cref="ModelException">An element type ONNX Runtime Web has not, external data, or data that do not fit the shape.</exception>
    public static Tensor Decode(TensorProto proto, string? name = null)
    {
        string label = name ?? proto.Name;
        var type = ElementType.FromCode(proto.DataType)
            ?? throw new ModelException($"tensor '{label}' is {ElementType.NameOf(proto.DataType)}, which ONNX Runtime Web cannot hold");
        if (proto.DataLocation == 1)
        {
            throw new ModelException($"tensor '{label}' keeps its data in another file, which is supported for a model's weights only");
        }

        long[] dims = [.. proto.Dims];
        return type == ElementType.String
            ? new Tensor(label, dims, [.. proto.StringData.Select(text => Utf8.GetString(text.Span))])
            : new Tensor(label, type, dims, proto.HasRawData ? proto.RawData.Memory : Typed(proto, type));
    }

    public static TensorProto Encode(Tensor tensor)
    {
        var proto = new TensorProto { Name = tensor.Name, DataType = tensor.Type.Code };
        proto.Dims.AddRange(tensor.Dims);
        if (tensor.Strings is null)
        {
            proto.RawData = UnsafeByteOperations.UnsafeWrap(tensor.Data);
        }
        else
        {
            proto.StringData.AddRange(tensor.Strings.Select(ByteString.CopyFromUtf8));
        }

        return proto;
    }

    private static byte[] Typed(TensorProto proto, ElementType type) => type.Name switch
    {
        "float32" => Bytes(proto.FloatData, value => value),
        "float64" => Bytes(proto.DoubleData, value => value),
        "int64" => Bytes(proto.Int64Data, value => value),
        "uint64" => Bytes(proto.Uint64Data, value => value),
        "uint32" => Bytes(proto.Uint64Data, value => unchecked((uint)value)),
        "int32" => Bytes(proto.Int32Data, value => value),
        "int16" or "uint16" or "float16" => Bytes(proto.Int32Data, value => unchecked((ushort)value)),
        _ => Bytes(proto.Int32Data, value => unchecked((byte)value)),
    };

    private static byte[] Bytes<TStored, TElement>(RepeatedField<TStored> stored, Func<TStored, TElement> convert)
        where TElement : unmanaged
    {
        var elements = new TElement[stored.Count];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = convert(stored[i]);
        }

        return MemoryMarshal.AsBytes<TElement>(elements).ToArray();
    }
}
