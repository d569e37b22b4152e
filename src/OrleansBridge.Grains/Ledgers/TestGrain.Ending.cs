using Microsoft.Extensions.Logging;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>How a test leaves its worker: in one transaction with its key and its slot.</summary>
internal sealed partial class TestGrain
{
    /// <summary>One transaction that takes the test off its worker: own state, then its key, then the worker.</summary>
    /// <returns>The outcome, and the state before the step when it was assigned.</returns>
    private async Task<(LedgerOutcome Outcome, Held? Before)> EndRunAsync(Func<TestState, bool> step)
    {
        Held? before = null;
        CommittedChange? after = null;
        var outcome = await ledger.RunAsync(
            () => state.PerformUpdate(s =>
            {
                var held = s.Status == TestStatus.Assigned ? new Held(s.Worker!, s.Run, s.Requirements!.ConcurrencyKey, s.Browser!, s.Requirements.ModelId) : null;
                return step(s) ? (s.Status == TestStatus.Assigned ? null : held, s.ToChange()) : ((Held?)null, (CommittedChange?)null);
            }),
            async own =>
            {
                (before, after) = own;
                if (after is null)
                {
                    return false;
                }

                if (before is not null)
                {
                    if (before.Key is { } key)
                    {
                        await grains.GetGrain<IConcurrencyKeyGrain>(key).ReleaseAsync(Id);
                    }

                    await grains.GetGrain<IWorkerGrain>(before.Worker).ReleaseAsync(before.Run);
                }

                return true;
            });
        await PublishAsync(outcome, after);
        return (outcome, before);
    }

    private async Task<TestSnapshot?> EndUnrunAsync(Outcome outcome, string why)
    {
        var (ended, before) = await EndRunAsync(s => s.EndUnrun(outcome, why, time.GetUtcNow()));
        if (ended is LedgerOutcome.Failed or LedgerOutcome.Unknown)
        {
            throw NotCommitted();
        }

        if (ended == LedgerOutcome.Committed && before is not null)
        {
            _agent?.CancelAsync(before.Worker, before.Run, why).Ignore();
            await AfterRunAsync(before.Run, before, again: false);
        }
        else if (ended == LedgerOutcome.Committed)
        {
            // It waited: no worker needs to know, the queue does.
            await Balancer.FinishedAsync("", new RunKey(Id, 0, 0), terminal: true);
        }

        return await GetAsync();
    }

    /// <summary>What the test ends with when recovery has nothing left, or null where it may not be, or cannot be, made up.</summary>
    private async Task<TestResult?> SimulatedAsync(TestResult result) =>
        result.Failure != FailureKind.None && await GetAsync() is { Requirements.AllowSimulated: true } test
            ? SimulatedOutcome.From(result, await passed.LatestAsync(test.Requirements.ModelId))
            : null;

    private NotCommittedException NotCommitted() =>
        new($"Test {Id} could not be committed: the database did not answer or kept refusing. Nothing was acknowledged; try again.");

    [LoggerMessage(Level = LogLevel.Information, Message = "Test {TestId} epoch {Epoch} is queued again: {Why}")]
    private partial void LogRequeued(string testId, long epoch, string why);

    [GenerateSerializer, Immutable, Alias("bridge.TestGrain.Held")]
    internal sealed record Held(
        [property: Id(0)] string Worker, [property: Id(1)] RunKey Run, [property: Id(2)] string? Key, [property: Id(3)] string Browser, [property: Id(4)] string ModelId);
}
