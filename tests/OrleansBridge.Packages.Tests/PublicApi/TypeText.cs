using System.Globalization;
using System.Reflection;

namespace OrleansBridge.Packages.Tests.PublicApi;

/// <summary>Types and values as one would write them, with what may be null.</summary>
internal static class TypeText
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
    };

    public static string Of(ParameterInfo parameter) => Of(Nullability.Create(parameter), parameter.ParameterType, parameter.IsOut);

    public static string Of(PropertyInfo property) => Of(Nullability.Create(property), property.PropertyType);

    public static string Of(FieldInfo field) => Of(Nullability.Create(field), field.FieldType);

    public static string Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[]";
        }

        if (type.IsByRef)
        {
            return $"ref {Of(type.GetElementType()!)}";
        }

        return type.IsGenericType ? $"{Name(type)}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : Name(type);
    }

    public static string Arguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Of))}>" : "";

    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => text.Contains('\n', StringComparison.Ordinal) ? "..." : $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Of(NullabilityInfo info, Type type, bool isOut = false)
    {
        var text = info.GenericTypeArguments.Length > 0 && type.IsGenericType && Nullable.GetUnderlyingType(type) is null
            ? $"{Name(type)}<{string.Join(", ", info.GenericTypeArguments.Select(a => Of(a, a.Type)))}>"
            : Of(type);
        var maybe = !type.IsValueType && (info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable) ? "?" : "";
        return (isOut ? "out " : "") + text + maybe;
    }

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        // What .NET brings is known by its name alone.
        var name = type.Name.Split('`')[0];
        return type.IsNested ? $"{Name(type.DeclaringType!)}.{name}" : type.Namespace!.StartsWith(nameof(System), StringComparison.Ordinal) ? name : $"{type.Namespace}.{name}";
    }
}
