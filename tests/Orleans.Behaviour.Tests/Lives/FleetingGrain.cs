using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Lives;

/// <summary>Ends itself while it starts.</summary>
[GrainType("behaviour.fleeting")]
public sealed class FleetingGrain(Journal journal) : Grain, IBrittleGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Write("fleeting starts");
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Write("fleeting ends");
        return Task.CompletedTask;
    }

    public Task DoAsync() => Task.CompletedTask;
}
