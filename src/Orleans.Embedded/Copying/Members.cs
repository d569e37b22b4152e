using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Embedded;

/// <summary>
/// Copies types with <see cref="GenerateSerializerAttribute"/>: the members that have an <see cref="IdAttribute"/>, and a
/// record's primary constructor parameters. Other members stay what the parameterless constructor makes them, or default
/// without one.
/// </summary>
internal static class Members
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static CopyValue? CopierOf(Type type)
    {
        if (!type.IsDefined(typeof(GenerateSerializerAttribute), false))
        {
            return null;
        }

        var members = FieldsOf(type).ToArray();
        var constructor = type.GetConstructor(Type.EmptyTypes);
        return (value, context) =>
        {
            var copy = constructor is null ? RuntimeHelpers.GetUninitializedObject(type) : Activator.CreateInstance(type)!;
            context.Record(value, copy);
            CopyMembers(members, value, copy, context);
            return copy;
        };
    }

    /// <summary>Copies the members that travel into another object of the same type.</summary>
    public static void CopyMembers(FieldInfo[] members, object from, object to, CopyContext context)
    {
        foreach (var member in members)
        {
            var value = member.GetValue(from);
            member.SetValue(to, member.IsDefined(typeof(ImmutableAttribute)) ? value : context.Copy(value));
        }
    }

    /// <summary>The fields behind all members that travel, inherited ones included.</summary>
    public static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var level = type; level is not null && level.IsDefined(typeof(GenerateSerializerAttribute), false); level = level.BaseType)
        {
            foreach (var field in level.GetFields(All).Where(f => f.IsDefined(typeof(IdAttribute))))
            {
                yield return field;
            }

            var primary = PrimaryParameters(level);
            foreach (var property in level.GetProperties(All).Where(p => p.IsDefined(typeof(IdAttribute)) || primary.Contains(p.Name)))
            {
                yield return level.GetField($"<{property.Name}>k__BackingField", All)
                    ?? throw new NotSupportedException($"{level}.{property.Name} has an [Id] and is no automatic property: the embedded runtime cannot copy it.");
            }
        }
    }

    private static HashSet<string?> PrimaryParameters(Type type)
    {
        if (type.GetMethod("<Clone>$", All) is null)
        {
            return [];
        }

        var constructors = type.GetConstructors(All).Where(c => !(c.GetParameters() is [var only] && only.ParameterType == type));
        return [.. constructors.MaxBy(c => c.GetParameters().Length)?.GetParameters().Select(p => p.Name) ?? []];
    }
}
