using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Models;

/// <summary>A graph input or output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeText">Its type as ONNX writes it, <c>tensor(float32)</c> or <c>sequence(tensor(int64))</c>.</param>
/// <param name="Type">The element type, or null when ONNX Runtime Web cannot move the value.</param>
/// <param name="Dims">The shape, or null when the model does not say.</param>
/// <param name="HasDefault">Whether an initializer gives its value when the caller does not.</param>
public sealed record ModelPort(string Name, string TypeText, ElementType? Type, IReadOnlyList<Dimension>? Dims, bool HasDefault)
{
    /// <summary>Why ONNX Runtime Web cannot move this value, or null.</summary>
    public string? Unsupported => Type is null ? $"'{Name}' is a {TypeText}, which ONNX Runtime Web cannot move" : null;

    /// <summary>The shape as text, <c>[batch,3,224,224]</c>, or <c>any shape</c>.</summary>
    public string ShapeText => Dims is null ? "any shape" : $"[{string.Join(',', Dims)}]";

    /// <summary>What is wrong with a value for this input, or null.</summary>
    public string? Refuse(Tensor tensor)
    {
        if (Type is not null && tensor.Type != Type)
        {
            return $"input '{Name}' is {tensor.Type}, the model wants {Type}";
        }

        if (Dims is null)
        {
            return null;
        }

        bool fits = Dims.Count == tensor.Dims.Count;
        for (int i = 0; fits && i < Dims.Count; i++)
        {
            fits = Dims[i].Size is not { } size || size == tensor.Dims[i];
        }

        return fits ? null : $"input '{Name}' has shape {Shape.Of(tensor.Dims)}, the model wants {ShapeText}";
    }
}
