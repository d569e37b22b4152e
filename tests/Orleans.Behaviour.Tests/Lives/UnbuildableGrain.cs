using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Lives;

/// <summary>Its constructor throws.</summary>
[GrainType("behaviour.unbuildable")]
public sealed class UnbuildableGrain : Grain, IBrittleGrain
{
    public UnbuildableGrain(Journal journal)
    {
        journal.Write("build");
        throw new NotImplementedException("nobody built it");
    }

    public Task DoAsync() => Task.CompletedTask;
}
