using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace Orleans.Embedded;

/// <summary>The types whose values nobody can change: they are shared, not copied.</summary>
internal static class Shared
{
    private static readonly FrozenSet<Type> Known = new[]
    {
        typeof(decimal), typeof(DateTime), typeof(DateOnly), typeof(TimeOnly), typeof(DateTimeOffset), typeof(TimeSpan),
        typeof(IPAddress), typeof(IPEndPoint), typeof(string), typeof(CancellationToken), typeof(Guid), typeof(CompareInfo),
        typeof(CultureInfo), typeof(Version), typeof(Uri), typeof(UInt128), typeof(Int128), typeof(BigInteger), typeof(Half),
        typeof(object),
    }.ToFrozenSet();

    public static bool Contains(Type type) =>
        Known.Contains(type)
        || type.IsPrimitive
        || type.IsEnum
        || type.IsDefined(typeof(ImmutableAttribute), false)
        || typeof(Type).IsAssignableFrom(type)
        || (type.IsConstructedGenericType && IsTransparent(type) && Array.TrueForAll(type.GenericTypeArguments, Contains));

    /// <summary>Whether a generic type is as immutable as its arguments.</summary>
    public static bool IsTransparent(Type type)
    {
        var open = type.GetGenericTypeDefinition();
        return open == typeof(Nullable<>)
            || open == typeof(KeyValuePair<,>)
            || open.FullName!.StartsWith("System.Tuple`", StringComparison.Ordinal)
            || open.FullName.StartsWith("System.ValueTuple`", StringComparison.Ordinal);
    }
}
