using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>Makes the persistent states that a grain's constructor asks for, and reads them before it activates.</summary>
internal sealed class PersistentStateMapper : IAttributeToFactoryMapper<PersistentStateAttribute>
{
    private static readonly MethodInfo Open = typeof(PersistentStateMapper).GetMethod(nameof(Create), BindingFlags.NonPublic | BindingFlags.Static)!;

    public Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, PersistentStateAttribute metadata)
    {
        if (!parameter.ParameterType.IsGenericType || parameter.ParameterType.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new ArgumentException(
                $"Parameter '{parameter.Name}' on the constructor for '{parameter.Member.DeclaringType}' has an unsupported type, '{parameter.ParameterType}'. "
                + $"It must be an instance of generic type '{typeof(IPersistentState<>)}' because it has an associated [PersistentState(...)] attribute.",
                parameter.Name);
        }

        var name = string.IsNullOrEmpty(metadata.StateName) ? parameter.Name! : metadata.StateName;
        var create = Open.MakeGenericMethod(parameter.ParameterType.GetGenericArguments());
        return context => create.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [(Activation)context, name, metadata.StorageName], null)!;
    }

    private static PersistentState<TState> Create<TState>(Activation activation, string name, string? storageName)
    {
        var storage = string.IsNullOrWhiteSpace(storageName)
            ? activation.ActivationServices.GetService<IGrainStorage>()
            : activation.ActivationServices.GetKeyedService<IGrainStorage>(storageName);
        var state = new PersistentState<TState>(name, activation.GrainId, storage ?? throw new BadProviderConfigException(
            (string.IsNullOrWhiteSpace(storageName) ? "No default storage provider" : $"No storage provider named \"{storageName}\"") + $" found loading grain type {activation.GrainId.Type}."));
        activation.ObservableLifecycle.Subscribe<PersistentStateMapper>(GrainLifecycleStage.SetupState, _ => state.ReadStateAsync());
        return state;
    }
}
