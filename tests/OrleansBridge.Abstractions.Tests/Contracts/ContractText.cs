using System.Reflection;

namespace OrleansBridge.Abstractions.Tests.Contracts;

/// <summary>Every message, state and grain interface as one line a member: what a silo of another version relies on.</summary>
internal static class ContractText
{
    public static IEnumerable<string> Lines(params Assembly[] assemblies) => assemblies
        .SelectMany(a => a.GetTypes())
        .Where(t => t.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true)
        .SelectMany(t => t.GetCustomAttribute<GenerateSerializerAttribute>() is not null ? Message(t) : IsGrain(t) ? Interface(t) : [])
        .Order(StringComparer.Ordinal);

    private static bool IsGrain(Type type) => type.IsInterface && type.GetInterfaces().Any(i => i == typeof(IAddressable));

    private static IEnumerable<string> Message(Type type)
    {
        var alias = type.GetCustomAttribute<AliasAttribute>()?.Alias ?? "no alias: " + type;
        var immutable = type.GetCustomAttribute<ImmutableAttribute>() is not null ? " immutable" : "";
        yield return $"{alias}{immutable}";
        if (type.IsEnum)
        {
            foreach (var name in type.GetEnumNames())
            {
                yield return $"{alias} {Convert.ToInt32(Enum.Parse(type, name), null)} {name}";
            }

            yield break;
        }

        foreach (var member in type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (member.GetCustomAttribute<IdAttribute>() is { } id)
            {
                yield return $"{alias} [{id.Id}] {member.Name} {Name(member is PropertyInfo p ? p.PropertyType : ((FieldInfo)member).FieldType)}";
            }
        }
    }

    private static IEnumerable<string> Interface(Type type)
    {
        var alias = type.GetCustomAttribute<AliasAttribute>()?.Alias ?? "no alias: " + type;
        return type.GetMethods().Select(m =>
            $"{alias}.{m.GetCustomAttribute<AliasAttribute>()?.Alias ?? "no alias: " + m.Name}({string.Join(", ", m.GetParameters().Select(p => Name(p.ParameterType)))}) {Name(m.ReturnType)}");
    }

    private static string Name(Type type) => !type.IsGenericType
        ? type.Name
        : $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
}
