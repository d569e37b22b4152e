using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace OrleansBridge.Onnx.Tensors;

/// <summary>An element type that ONNX Runtime Web can move in and out of a page, under its name there.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are the names of the field.")]
public sealed class ElementType
{
    private ElementType(string name, int code, int bits) => (Name, Code, Bits) = (name, code, bits);

    /// <summary>32-bit IEEE float.</summary>
    public static ElementType Float32 { get; } = new("float32", 1, 32);

    /// <summary>8-bit unsigned integer.</summary>
    public static ElementType UInt8 { get; } = new("uint8", 2, 8);

    /// <summary>8-bit integer.</summary>
    public static ElementType Int8 { get; } = new("int8", 3, 8);

    /// <summary>16-bit unsigned integer.</summary>
    public static ElementType UInt16 { get; } = new("uint16", 4, 16);

    /// <summary>16-bit integer.</summary>
    public static ElementType Int16 { get; } = new("int16", 5, 16);

    /// <summary>32-bit integer.</summary>
    public static ElementType Int32 { get; } = new("int32", 6, 32);

    /// <summary>64-bit integer.</summary>
    public static ElementType Int64 { get; } = new("int64", 7, 64);

    /// <summary>Text; has no bytes.</summary>
    public static ElementType String { get; } = new("string", 8, 0);

    /// <summary>One byte, 0 or 1.</summary>
    public static ElementType Bool { get; } = new("bool", 9, 8);

    /// <summary>16-bit IEEE float.</summary>
    public static ElementType Float16 { get; } = new("float16", 10, 16);

    /// <summary>64-bit IEEE float.</summary>
    public static ElementType Float64 { get; } = new("float64", 11, 64);

    /// <summary>32-bit unsigned integer.</summary>
    public static ElementType UInt32 { get; } = new("uint32", 12, 32);

    /// <summary>64-bit unsigned integer.</summary>
    public static ElementType UInt64 { get; } = new("uint64", 13, 64);

    /// <summary>Two unsigned integers a byte, the first in the low half.</summary>
    public static ElementType UInt4 { get; } = new("uint4", 21, 4);

    /// <summary>Two integers a byte, the first in the low half.</summary>
    public static ElementType Int4 { get; } = new("int4", 22, 4);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ElementType> All { get; } =
        [Float32, UInt8, Int8, UInt16, Int16, Int32, Int64, String, Bool, Float16, Float64, UInt32, UInt64, UInt4, Int4];

    private static readonly FrozenDictionary<int, ElementType> ByCode = All.ToFrozenDictionary(type => type.Code);

    private static readonly FrozenDictionary<string, ElementType> ByName = All.ToFrozenDictionary(type => type.Name);

    // What ONNX has besides and ONNX Runtime Web has not, for messages.
    private static readonly FrozenDictionary<int, string> Foreign = new Dictionary<int, string>
    {
        [14] = "complex64",
        [15] = "complex128",
        [16] = "bfloat16",
        [17] = "float8e4m3fn",
        [18] = "float8e4m3fnuz",
        [19] = "float8e5m2",
        [20] = "float8e5m2fnuz",
        [23] = "float4e2m1",
        [24] = "float8e8m0",
    }.ToFrozenDictionary();

    /// <summary>The name in ONNX Runtime Web.</summary>
    public string Name { get; }

    /// <summary>The number in ONNX files.</summary>
    public int Code { get; }

    /// <summary>Bits an element takes; 0 for <see cref="String"/>.</summary>
    public int Bits { get; }

    /// <summary>Whether it is a floating-point type.</summary>
    public bool IsFloat => this == Float32 || this == Float16 || this == Float64;

    /// <summary>The type with that number in ONNX files, or null when ONNX Runtime Web has none.</summary>
    public static ElementType? FromCode(int code) => ByCode.GetValueOrDefault(code);

    /// <summary>The type with that name in ONNX Runtime Web, or null.</summary>
    public static ElementType? FromName(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The name of any ONNX element type, supported or not.</summary>
    public static string NameOf(int code) => FromCode(code)?.Name ?? Foreign.GetValueOrDefault(code) ?? $"element type {code}";

    /// <summary>Bytes that so many elements take.</summary>
    public long BytesFor(long elements) => ((elements * Bits) + 7) / 8;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
