using Orleans.Embedded;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The usual base of a grain class.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly Activation? _activation = Embedded.RuntimeContext.Current;

    public IGrainContext GrainContext => Activation;

    public GrainReference GrainReference => Activation.GrainReference;

    public string IdentityString => Activation.GrainId.ToString();

    public string RuntimeIdentity => _activation?.Silo.Address.ToString() ?? "";

    protected IGrainFactory GrainFactory => Activation.Silo.Runtime.Factory;

    protected internal IServiceProvider ServiceProvider => Activation.ActivationServices;

    private Activation Activation => _activation
        ?? throw new InvalidOperationException("Grain was created outside of the Orleans creation process and no runtime was specified.");

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation once its running calls have ended.</summary>
    protected void DeactivateOnIdle() =>
        Activation.Deactivate(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    /// <summary>Keeps this activation for at least this long.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.DelayDeactivation(timeSpan);
}
