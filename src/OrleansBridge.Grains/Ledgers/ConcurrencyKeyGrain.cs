using Orleans.Transactions.Abstractions;

namespace OrleansBridge.Grains.Ledgers;

[GrainType("bridge.key")]
internal sealed class ConcurrencyKeyGrain(
    [TransactionalState("key", BridgeStorage.Name)] ITransactionalState<ConcurrencyKeyState> state) : Grain, IConcurrencyKeyGrain
{
    public Task<bool> TakeAsync(string testId) => state.PerformUpdate(s =>
    {
        s.Owner ??= testId;
        return s.Owner == testId;
    });

    public Task ReleaseAsync(string testId) => state.PerformUpdate(s =>
    {
        if (s.Owner == testId)
        {
            s.Owner = null;
        }
    });
}
