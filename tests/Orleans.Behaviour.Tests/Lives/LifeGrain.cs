using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Lives;

/// <summary>Keys that begin with <c>broken</c> fail to activate until the gate of that name opens.</summary>
[GrainType("behaviour.life")]
public sealed class LifeGrain(Journal journal, IGrainContext context, ILocalSiloDetails silo) : Grain, ILifeGrain, IDisposable
{
    private readonly Guid _instance = Guid.NewGuid();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Write($"activate {context.GrainId.Key} {_instance}");
        if (context.GrainId.Key.ToString().StartsWith("broken", StringComparison.Ordinal) && !journal.IsOpen("mended"))
        {
            throw new InvalidOperationException("cannot live");
        }

        await Task.Yield();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        journal.Write($"deactivate {context.GrainId.Key} {_instance} {reason.ReasonCode}");
        journal.Open($"{context.GrainId.Key} ended");
    }

    public Task<Guid> InstanceAsync() => Task.FromResult(_instance);

    public Task<string> SiloAsync() => Task.FromResult(silo.SiloAddress.ToParsableString());

    public Task<Guid> EndAsync()
    {
        DeactivateOnIdle();
        return Task.FromResult(_instance);
    }

    public async Task EndSlowlyAsync(string gate)
    {
        this.DeactivateOnIdle();
        await journal.Gate(gate);
        journal.Write($"end of call {context.GrainId.Key}");
    }

    public async Task WaitAsync(string gate)
    {
        journal.Open($"{gate} waits");
        await journal.Gate(gate);
    }

    public Task<string> AskAsync(string other) => GrainFactory.GetGrain<ILifeGrain>(other).SiloAsync();

    public void Dispose() => journal.Open($"{context.GrainId.Key} disposed");
}
