using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Orleans.Behaviour.Tests.Metadata;

/// <summary>The public surface of assemblies, read from their files.</summary>
internal static class Surface
{
    public static Dictionary<string, TypeShape> Of(IEnumerable<string> files)
    {
        var types = new Dictionary<string, TypeShape>();
        foreach (var file in files)
        {
            using var image = new PEReader(File.OpenRead(file));
            var reader = image.GetMetadataReader();
            foreach (var handle in reader.TypeDefinitions.Where(h => IsVisible(reader, h)))
            {
                var shape = Read(reader, handle);

                // Two assemblies may each have a static class of one name, as for extensions of ISiloBuilder.
                types[shape.Name] = types.TryGetValue(shape.Name, out var other) ? other with { Members = other.Members.Union(shape.Members).ToHashSet() } : shape;
            }
        }

        return types;
    }

    private static bool IsVisible(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsVisible(reader, type.GetDeclaringType()),
            _ => false,
        };
    }

    private static TypeShape Read(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var parent = type.BaseType.IsNil ? null : SignatureNames.NameOf(reader, type.BaseType);
        return new(
            SignatureNames.NameOf(reader, handle),
            KindOf(type, parent),
            parent,
            type.GetInterfaceImplementations().Select(i => SignatureNames.NameOf(reader, reader.GetInterfaceImplementation(i).Interface)).ToHashSet(),
            Methods(reader, type).Concat(Fields(reader, type)).ToHashSet());
    }

    private static string KindOf(TypeDefinition type, string? parent)
    {
        var kind = parent switch
        {
            null => "interface",
            "System.Enum" => "enum",
            "System.ValueType" => "struct",
            "System.MulticastDelegate" => "delegate",
            _ => "class",
        };
        var flags = type.Attributes & (TypeAttributes.Abstract | TypeAttributes.Sealed);
        return kind == "class" ? $"{kind} {flags}" : kind;
    }

    private static IEnumerable<string> Methods(MetadataReader reader, TypeDefinition type)
    {
        foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
        {
            if ((method.Attributes & MethodAttributes.MemberAccessMask) is not (MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem))
            {
                continue;
            }

            var signature = method.DecodeSignature(new SignatureNames(), null);
            var names = method.GetParameters().Select(reader.GetParameter).Where(p => p.SequenceNumber > 0).ToDictionary(p => p.SequenceNumber);
            var parameters = signature.ParameterTypes.Select((p, i) =>
                names.TryGetValue(i + 1, out var given) ? $"{p} {reader.GetString(given.Name)}{((given.Attributes & ParameterAttributes.Optional) != 0 ? "?" : "")}" : p);
            var isStatic = (method.Attributes & MethodAttributes.Static) != 0 ? "static " : "";
            var arity = signature.GenericParameterCount == 0 ? "" : $"`{signature.GenericParameterCount}";
            yield return $"{isStatic}{signature.ReturnType} {reader.GetString(method.Name)}{arity}({string.Join(", ", parameters)})";
        }
    }

    private static IEnumerable<string> Fields(MetadataReader reader, TypeDefinition type)
    {
        foreach (var field in type.GetFields().Select(reader.GetFieldDefinition))
        {
            if ((field.Attributes & FieldAttributes.FieldAccessMask) is not (FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem))
            {
                continue;
            }

            var constant = field.GetDefaultValue() is { IsNil: false } value ? $" = {Convert.ToHexString(reader.GetBlobBytes(reader.GetConstant(value).Value))}" : "";
            var isStatic = (field.Attributes & FieldAttributes.Static) != 0 ? "static " : "";
            yield return $"{isStatic}{field.DecodeSignature(new SignatureNames(), null)} {reader.GetString(field.Name)}{constant}";
        }
    }
}
