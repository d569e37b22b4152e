using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Embedded;

/// <summary>Refuses grain interfaces that cannot be called, before the first call finds out.</summary>
internal sealed class GrainsValidator(CallRuntime runtime) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        _ = GrainClasses.Known;
        foreach (var type in Applications.Types.Where(t => t.IsInterface && typeof(IAddressable).IsAssignableFrom(t)))
        {
            try
            {
                Array.ForEach(runtime.Interface(type).Methods, m => Check(type, m.Method));
            }
            catch (NotSupportedException exception)
            {
                throw new OrleansConfigurationException(exception.Message, exception);
            }
        }
    }

    private void Check(Type type, MethodInfo method)
    {
        try
        {
            runtime.Copier.Check(method.ReturnType.IsGenericType ? method.ReturnType.GenericTypeArguments[0] : typeof(object));
            Array.ForEach(method.GetParameters(), p => runtime.Copier.Check(p.ParameterType));
        }
        catch (CodecNotFoundException exception)
        {
            throw new OrleansConfigurationException(
                $"Found unserializable or uncopyable types which are being referenced in grain interface signatures: {exception.Message} It was referenced by {type}.{method.Name}. Ensure that all types which are used in grain interfaces have serializers available for them. Applying the [GenerateSerializer] attribute to your type and adding [Id(x)] attributes to serializable properties and fields is the simplest way to accomplish this.",
                exception);
        }
    }
}
