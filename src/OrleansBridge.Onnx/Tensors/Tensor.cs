using System.Runtime.InteropServices;
using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Tensors;

/// <summary>A named value: element type, shape, and its elements in row-major order.</summary>
public sealed class Tensor
{
    /// <summary>A tensor of numbers or booleans.</summary>
    /// <param name="name">The graph input's or output's name.</param>
    /// <param name="type">Any element type but <see cref="ElementType.String"/>.</param>
    /// <param name="dims">The shape; empty for a scalar.</param>
    /// <param name="data">Little-endian elements, exactly as many bytes as the shape wants.</param>
    /// <exception cref="ModelException">The bytes do not fit the shape.</exception>
    public Tensor(string name, ElementType type, IReadOnlyList<long> dims, ReadOnlyMemory<byte> data)
    {
        (Name, Type, Dims, Data) = (name, type, dims, data);
        ElementCount = CountOf(dims, name);
        if (type == ElementType.String || data.Length != type.BytesFor(ElementCount))
        {
            throw new ModelException(
                $"tensor '{name}' of type {type} and shape {Shape.Of(dims)} wants {type.BytesFor(ElementCount)} bytes, it has {data.Length}");
        }
    }

    /// <summary>A tensor of strings.</summary>
    /// <exception cref="ModelException">There are more or fewer strings than the shape wants.</exception>
    public Tensor(string name, IReadOnlyList<long> dims, IReadOnlyList<string> strings)
    {
        (Name, Type, Dims, Strings) = (name, ElementType.String, dims, strings);
        ElementCount = CountOf(dims, name);
        if (strings.Count != ElementCount)
        {
            throw new ModelException($"tensor '{name}' of shape {Shape.Of(dims)} wants {ElementCount} strings, it has {strings.Count}");
        }
    }

    /// <summary>The graph input's or output's name.</summary>
    public string Name { get; }

    /// <summary>The element type.</summary>
    public ElementType Type { get; }

    /// <summary>The shape; empty for a scalar.</summary>
    public IReadOnlyList<long> Dims { get; }

    /// <summary>Elements that the shape holds.</summary>
    public long ElementCount { get; }

    /// <summary>Little-endian elements; empty for strings.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The elements of a string tensor, else null.</summary>
    public IReadOnlyList<string>? Strings { get; }

    /// <summary>A tensor over an array of numbers, whose type decides the element type.</summary>
    public static Tensor Of<T>(string name, IReadOnlyList<long> dims, ReadOnlySpan<T> values)
        where T : unmanaged => new(name, Numeric.TypeOf<T>(), dims, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The elements as a span of numbers.</summary>
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Data.Span);

    /// <summary>The same value under another name.</summary>
    public Tensor Named(string name) =>
        name == Name ? this : Strings is null ? new Tensor(name, Type, Dims, Data) : new Tensor(name, Dims, Strings);

    private static long CountOf(IReadOnlyList<long> dims, string name)
    {
        long count = 1;
        foreach (long dim in dims)
        {
            if (dim < 0)
            {
                throw new ModelException($"tensor '{name}' has a negative size in its shape {Shape.Of(dims)}");
            }

            count = checked(count * dim);
        }

        return count;
    }
}
