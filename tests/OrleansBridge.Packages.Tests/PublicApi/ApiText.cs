using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace OrleansBridge.Packages.Tests.PublicApi;

/// <summary>What an assembly offers, a type or member a line. What compilers add (of records, of serializers) is left out.</summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Lines(Assembly assembly) => assembly.GetExportedTypes()
        .Where(t => t.GetCustomAttribute<GeneratedCodeAttribute>() is null && t.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true)
        .SelectMany(t => Members(t).Select(m => $"{TypeText.Of(t)}.{m}").Prepend(Header(t)))
        .Distinct().Order(StringComparer.Ordinal);

    private static string Header(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsSealed: true } => "sealed class",
            { IsAbstract: true } => "abstract class",
            _ => "class",
        };
        var above = type.IsEnum ? [] : Above(type).Select(TypeText.Of).Order(StringComparer.Ordinal).ToList();
        return $"{TypeText.Of(type)} {kind}{(above.Count == 0 ? "" : " : " + string.Join(", ", above))}";
    }

    private static IEnumerable<Type> Above(Type type) =>
        (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [parent] : Type.EmptyTypes)
            .Concat(type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(i => i.IsPublic && !IsOfRecords(i)));

    private static bool IsOfRecords(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEquatable<>);

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? type.GetEnumNames().Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}")
        : type.GetMembers(Declared).Where(m => m.GetCustomAttribute<CompilerGeneratedAttribute>() is null).Select(Member).OfType<string>();

    private static string? Member(MemberInfo member) => member switch
    {
        ConstructorInfo c when Seen(c) => $"new({Parameters(c)})",
        MethodInfo m when Seen(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{Static(m)}{m.Name}{TypeText.Arguments(m)}({Parameters(m)}) {TypeText.Of(m.ReturnParameter)}",
        PropertyInfo p when p.GetAccessors(true).Any(Seen) => $"{Static(p.GetAccessors(true)[0])}{p.Name} {{{Accessors(p)} }} {TypeText.Of(p)}",
        FieldInfo { IsPublic: true } f => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{f.Name} {TypeText.Of(f)}{(f.IsLiteral ? " = " + TypeText.Value(f.GetRawConstantValue()) : "")}",
        EventInfo e when Seen(e.AddMethod!) => $"event {e.Name} {TypeText.Of(e.EventHandlerType!)}",
        _ => null,
    };

    private static bool Seen(MethodBase method) => method.IsPublic || (!method.DeclaringType!.IsSealed && (method.IsFamily || method.IsFamilyOrAssembly));

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Accessors(PropertyInfo property)
    {
        var set = property.SetMethod is { } setter && Seen(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        return (property.GetMethod is { } getter && Seen(getter) ? " get;" : "") + (property.GetCustomAttribute<RequiredMemberAttribute>() is null ? set : " required" + set);
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{TypeText.Of(p)} {p.Name}{(p.HasDefaultValue ? " = " + TypeText.Value(p.RawDefaultValue) : "")}"));
}
