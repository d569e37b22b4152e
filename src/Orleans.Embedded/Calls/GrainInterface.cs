using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One grain or observer interface as one silo or client calls it.</summary>
internal sealed class GrainInterface
{
    private readonly Func<CallRuntime, GrainId, GrainReference> _proxy;
    private readonly CallRuntime _runtime;

    public GrainInterface(CallRuntime runtime, Type type)
    {
        if (!type.IsInterface || !typeof(IAddressable).IsAssignableFrom(type))
        {
            throw new ArgumentException($"{type} is no grain or observer interface.", nameof(type));
        }

        if (type.IsGenericType)
        {
            throw new NotSupportedException($"The embedded runtime has no generic grain interfaces: {type}.");
        }

        _runtime = runtime;
        Methods = [.. MethodsOf(type).Select(m => new GrainMethod(m, runtime.DispatchAsync, runtime.Participants))];
        _proxy = Proxies.Of(type);
    }

    public GrainMethod[] Methods { get; }

    public GrainReference Refer(GrainId id) => _proxy(_runtime, id);

    /// <summary>All methods of an interface and those it extends, in the order that proxies number them.</summary>
    public static IReadOnlyList<MethodInfo> MethodsOf(Type type)
    {
        var methods = type.GetInterfaces().Prepend(type).SelectMany(i => i.GetMethods()).Where(m => !m.IsStatic).ToList();
        return methods.Find(m => m.IsGenericMethod) is { } generic
            ? throw new NotSupportedException($"The embedded runtime has no generic grain methods: {type}.{generic.Name}.")
            : methods;
    }
}
