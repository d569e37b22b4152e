using OrleansBridge.Core.Breakers;
using OrleansBridge.Results;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>The breakers of places and models: what ended runs tell of them. A balancer that moved starts with all closed.</summary>
internal sealed partial class BalancerGrain
{
    public Task EndedAsync(EndedRun ended)
    {
        var now = _steady.Now;
        if (ended.Failure == FailureKind.None)
        {
            _breakers.Passed(ended.Run.TestId, ended.ModelId, ended.Worker, ended.Browser, ended.Failures, now);
        }
        else
        {
            _breakers.Failed(ended.Run.TestId, ended.ModelId, ended.Failures, now);
        }

        Learn(ended);
        if (ended.Again is { } again)
        {
            Enqueue(again);
        }

        return FinishedAsync(ended.Worker, ended.Run, ended.Terminal);
    }

    public Task<IReadOnlyList<BreakerSnapshot>> GetBreakersAsync()
    {
        var now = _steady.Now;
        return Task.FromResult<IReadOnlyList<BreakerSnapshot>>([.. _breakers.Tripped.Select(b => new BreakerSnapshot(
            b.Key,
            b.Value.At(now) == BreakerPhase.Open ? "open" : "half_open",
            b.Value.OpenUntil!.Value,
            b.Value.Describe(now)))]);
    }
}
