using OrleansBridge.Onnx.Schema;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Models;

/// <summary>Types of graph inputs and outputs.</summary>
internal static class TypeReader
{
    public static ModelPort Port(ValueInfoProto value, bool hasDefault)
    {
        var tensor = value.Type?.ValueCase == TypeProto.ValueOneofCase.TensorType ? value.Type.TensorType : null;
        return new ModelPort(
            value.Name,
            Text(value.Type),
            tensor is null ? null : ElementType.FromCode(tensor.ElemType),
            tensor?.Shape is null ? null : [.. tensor.Shape.Dim.Select(Dimension)],
            hasDefault);
    }

    private static Dimension Dimension(TensorShapeProto.Types.Dimension dim) => dim.ValueCase switch
    {
        // Exporters write -1 where they mean "any".
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when dim.DimValue >= 0 => new(dim.DimValue, null),
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam when dim.DimParam.Length > 0 => new(null, dim.DimParam),
        _ => new(null, null),
    };

    private static string Text(TypeProto? type) => type?.ValueCase switch
    {
        TypeProto.ValueOneofCase.TensorType => $"tensor({ElementType.NameOf(type.TensorType.ElemType)})",
        TypeProto.ValueOneofCase.SparseTensorType => $"sparse_tensor({ElementType.NameOf(type.SparseTensorType.ElemType)})",
        TypeProto.ValueOneofCase.SequenceType => $"sequence({Text(type.SequenceType.ElemType)})",
        TypeProto.ValueOneofCase.OptionalType => $"optional({Text(type.OptionalType.ElemType)})",
        TypeProto.ValueOneofCase.MapType => $"map({ElementType.NameOf(type.MapType.KeyType)},{Text(type.MapType.ValueType)})",
        TypeProto.ValueOneofCase.OpaqueType => $"opaque({type.OpaqueType.Name})",
        _ => "value of no stated type",
    };
}
