using System.Collections.Frozen;
using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Embedded;

/// <summary>Refuses grains that ask for what this runtime does not do, before the first call finds out.</summary>
internal sealed class GrainsValidator(Silo silo) : IConfigurationValidator
{
    private static readonly FrozenSet<string> Unknown = new[]
    {
        "MayInterleaveAttribute", "PlacementAttribute", "PlacementFilterAttribute", "GrainDirectoryAttribute", "VersionAttribute", "ImplicitStreamSubscriptionAttribute",
    }.ToFrozenSet();

    public void ValidateConfiguration()
    {
        foreach (var found in GrainClasses.Known)
        {
            Refuse(found.Class);
        }

        foreach (var type in Applications.Types.Where(t => t.IsInterface && typeof(IAddressable).IsAssignableFrom(t)))
        {
            Refuse(type);
            Check(type);
        }
    }

    private static void Refuse(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var attribute in level.GetCustomAttributesData().Select(a => a.AttributeType))
            {
                for (var kind = attribute; kind is not null; kind = kind.BaseType)
                {
                    if (Unknown.Contains(kind.Name))
                    {
                        throw new OrleansConfigurationException($"{type} has {attribute.Name}: the embedded runtime does not do that. Use the Microsoft.Orleans packages.");
                    }
                }
            }
        }
    }

    private void Check(Type type, MethodInfo method)
    {
        try
        {
            silo.Runtime.Copier.Check(method.ReturnType.IsGenericType ? method.ReturnType.GenericTypeArguments[0] : typeof(object));
            Array.ForEach(method.GetParameters(), p => silo.Runtime.Copier.Check(p.ParameterType));
        }
        catch (CodecNotFoundException exception)
        {
            throw new OrleansConfigurationException(
                $"Found unserializable or uncopyable types which are being referenced in grain interface signatures: {exception.Message} It was referenced by {type}.{method.Name}. Ensure that all types which are used in grain interfaces have serializers available for them. Applying the [GenerateSerializer] attribute to your type and adding [Id(x)] attributes to serializable properties and fields is the simplest way to accomplish this.",
                exception);
        }
    }

    private void Check(Type type)
    {
        try
        {
            foreach (var method in silo.Runtime.Interface(type).Methods)
            {
                Check(type, method.Method);
            }
        }
        catch (NotSupportedException exception)
        {
            throw new OrleansConfigurationException(exception.Message, exception);
        }
    }
}
