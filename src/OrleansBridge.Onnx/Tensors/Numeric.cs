namespace OrleansBridge.Onnx.Tensors;

/// <summary>Which element type a .NET number has.</summary>
internal static class Numeric
{
    public static ElementType TypeOf<T>()
        where T : unmanaged => Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.Single => ElementType.Float32,
            TypeCode.Byte => ElementType.UInt8,
            TypeCode.SByte => ElementType.Int8,
            TypeCode.UInt16 => ElementType.UInt16,
            TypeCode.Int16 => ElementType.Int16,
            TypeCode.Int32 => ElementType.Int32,
            TypeCode.Int64 => ElementType.Int64,
            TypeCode.Boolean => ElementType.Bool,
            TypeCode.Double => ElementType.Float64,
            TypeCode.UInt32 => ElementType.UInt32,
            TypeCode.UInt64 => ElementType.UInt64,
            _ => typeof(T) == typeof(Half)
                ? ElementType.Float16
                : throw new ArgumentException($"{typeof(T).Name} is no element type of ONNX Runtime Web"),
        };
}
