using System.Globalization;

namespace OrleansBridge.Onnx.Models;

/// <summary>One dimension of a graph input or output: a size, a symbol, or neither.</summary>
/// <param name="Size">The fixed size, or null.</param>
/// <param name="Symbol">The symbolic name, or null.</param>
public sealed record Dimension(long? Size, string? Symbol)
{
    /// <inheritdoc/>
    public override string ToString() => Size?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
