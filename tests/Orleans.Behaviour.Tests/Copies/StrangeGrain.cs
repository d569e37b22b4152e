namespace Orleans.Behaviour.Tests.Copies;

[GrainType("behaviour.strange")]
public sealed class StrangeGrain : Grain, IStrangeGrain
{
    public Task TakeAsync(Stranger stranger) => Task.CompletedTask;
}
