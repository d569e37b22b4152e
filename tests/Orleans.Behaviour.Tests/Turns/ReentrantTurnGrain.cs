using Orleans.Concurrency;

namespace Orleans.Behaviour.Tests.Turns;

[GrainType("behaviour.reentrant"), Reentrant]
public sealed class ReentrantTurnGrain : Grain, IReentrantTurnGrain
{
    public async Task<string> CallMyselfAsync(int times) => times == 0
        ? "done"
        : await GrainFactory.GetGrain<IReentrantTurnGrain>(this.GetPrimaryKeyString()).CallMyselfAsync(times - 1);
}
