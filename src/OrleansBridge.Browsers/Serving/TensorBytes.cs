using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Browsers.Serving;

/// <summary>Tensors as they stand in frames: little-endian elements; strings as u32 length and UTF-8 each.</summary>
internal static class TensorBytes
{
    public static ReadOnlyMemory<byte> Of(Tensor tensor)
    {
        if (tensor.Strings is null)
        {
            return tensor.Data;
        }

        var stream = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (byte[] text in tensor.Strings.Select(Encoding.UTF8.GetBytes))
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            stream.Write(length);
            stream.Write(text);
        }

        return stream.ToArray();
    }

    /// <summary>An output as a page describes it.</summary>
    /// <exception cref="ModelException">Its type has no place outside the page.</exception>
    public static Tensor Read(JsonElement spec, Frame frame)
    {
        string name = spec.GetProperty("name").GetString()!;
        string typeName = spec.GetProperty("type").GetString()!;
        long[] dims = [.. spec.GetProperty("dims").EnumerateArray().Select(d => d.GetInt64())];
        var bytes = frame.Blob(spec.GetProperty("blob").GetInt32());
        var type = ElementType.FromName(typeName) ?? throw new ModelException($"output '{name}' is of type {typeName}, which cannot be compared");
        return type == ElementType.String ? new Tensor(name, dims, Strings(bytes.Span)) : new Tensor(name, type, dims, bytes);
    }

    private static List<string> Strings(ReadOnlySpan<byte> bytes)
    {
        var strings = new List<string>();
        while (!bytes.IsEmpty)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            strings.Add(Encoding.UTF8.GetString(bytes.Slice(4, length)));
            bytes = bytes[(4 + length)..];
        }

        return strings;
    }
}
