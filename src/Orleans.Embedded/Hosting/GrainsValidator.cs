using System.Collections.Frozen;
using Orleans.Runtime;

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
            foreach (var type in found.Class.GetInterfaces().Where(i => typeof(IAddressable).IsAssignableFrom(i) && i.Assembly != typeof(Silo).Assembly))
            {
                Refuse(type);
                Check(type);
            }
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

    private void Check(Type type)
    {
        try
        {
            _ = silo.Runtime.Interface(type);
        }
        catch (NotSupportedException exception)
        {
            throw new OrleansConfigurationException(exception.Message, exception);
        }
        catch (Serialization.CodecNotFoundException)
        {
            // As in Orleans, the first reference to that interface fails.
        }
    }
}
