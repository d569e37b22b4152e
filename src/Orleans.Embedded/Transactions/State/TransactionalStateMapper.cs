using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Embedded;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.State;

/// <summary>Makes the transactional states that a grain's constructor asks for, and ties them to the activation's life.</summary>
internal sealed class TransactionalStateMapper(
    ParticipantChannel channel, DeepCopier copier, IOptions<TransactionalStateOptions> options, ILoggerFactory loggers)
    : IAttributeToFactoryMapper<TransactionalStateAttribute>
{
    private static readonly MethodInfo Open = typeof(TransactionalStateMapper).GetMethod(nameof(Create), BindingFlags.NonPublic | BindingFlags.Instance)!;

    public Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, TransactionalStateAttribute metadata)
    {
        var create = Open.MakeGenericMethod(parameter.ParameterType.GetGenericArguments());
        return context => create.Invoke(this, [(Activation)context, metadata])!;
    }

    private TransactionalState<TState> Create<TState>(Activation activation, ITransactionalStateConfiguration configuration)
        where TState : class, new()
    {
        var self = new ParticipantId(
            configuration.StateName, activation.GrainReference, ParticipantId.Role.Resource | ParticipantId.Role.Manager);
        var lifetime = new ActivationLifetime(activation);
        var state = new TransactionalState<TState>(self, copier);
        activation.ObservableLifecycle.Subscribe<TransactionalStateMapper>(GrainLifecycleStage.SetupState, _ =>
        {
            var storage = StorageOf<TState>(activation, configuration);
            var queue = new StateQueue<TState>(
                options.Value, self, channel, storage, lifetime, loggers.CreateLogger<TransactionalState<TState>>());
            state.Attach(queue);
            activation.Extend<IParticipantGrain, LocalParticipants>().Add(configuration.StateName, queue);
            return queue.RestoreAsync();
        });
        return state;
    }

    private static ITransactionalStateStorage<TState> StorageOf<TState>(IGrainContext context, ITransactionalStateConfiguration configuration)
        where TState : class, new()
    {
        var name = configuration.StorageName;
        var factory = string.IsNullOrEmpty(name)
            ? context.ActivationServices.GetService<ITransactionalStateStorageFactory>()
            : context.ActivationServices.GetKeyedService<ITransactionalStateStorageFactory>(name);
        return factory?.Create<TState>(configuration.StateName, context) ?? throw new InvalidOperationException(
            $"No {(string.IsNullOrEmpty(name) ? "default " : "")}{nameof(ITransactionalStateStorageFactory)} {name} was found for the "
            + $"transactional state {configuration.StateName}: register one on the silo.");
    }
}
