namespace OrleansBridge.Onnx.Tensors;

/// <summary>Shapes as text.</summary>
public static class Shape
{
    /// <summary><c>[1,3,224,224]</c>; <c>[]</c> for a scalar.</summary>
    public static string Of(IEnumerable<long> dims) => $"[{string.Join(',', dims)}]";
}
