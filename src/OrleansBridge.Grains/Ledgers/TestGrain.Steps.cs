using System.Text.Json;
using Microsoft.Extensions.Logging;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

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

    /// <summary>Shows what was committed; after an unknown outcome, what the database says.</summary>
    private async Task PublishAsync(LedgerOutcome outcome, CommittedChange? change)
    {
        if (outcome == LedgerOutcome.Unknown)
        {
            history.Doubt(Id);
            await RereadAsync();
        }
        else if (outcome == LedgerOutcome.Committed && change is not null)
        {
            history.Append(Id, change);
            if (change.Last.Version != _appended + 1)
            {
                // Another activation made the changes before this one, or one of them timed out here and was committed.
                history.Doubt(Id);
            }

            _appended = change.Last.Version;
            _board.Publish(change.Snapshot);
        }
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

    private async Task AfterRunAsync(RunKey run, Held? before, bool again)
    {
        if (before is null)
        {
            return;
        }

        await Balancer.FinishedAsync(before.Worker, run, terminal: !again);
        if (again)
        {
            await AnnounceAsync();
        }
    }

    private async Task AfterAttemptAsync(RunKey run, Held? before, TestResult result, IReadOnlyList<FailedAttempt> failures, bool again)
    {
        if (before is null)
        {
            return;
        }

        await Balancer.EndedAsync(new EndedRun
        {
            Run = run,
            Worker = before.Worker,
            Browser = before.Browser,
            ModelId = before.ModelId,
            Failure = result.Failure,
            Failures = failures,
            Terminal = !again,
            ModelType = result.ModelType,
            Backend = result.BackendRequested,
            SetupSeconds = SetupSeconds(result.Timings),
            RunSeconds = (result.Timings.TotalMs / 1000) - (SetupSeconds(result.Timings) ?? 0),
            Megabytes = result.Memory.PssMb,
        });
        if (again)
        {
            await AnnounceAsync();
        }
    }

    private static double? SetupSeconds(ResultTimings timings) =>
        timings.CreateMs is { } create ? ((timings.FetchMs ?? 0) + create + (timings.FirstRunMs ?? 0)) / 1000 : null;

    /// <summary>What the test ends with when recovery has nothing left, or null where it may not be, or cannot be, made up.</summary>
    private async Task<TestResult?> SimulatedAsync(TestResult result) =>
        result.Failure != FailureKind.None && await GetAsync() is { Requirements.AllowSimulated: true } test
            ? SimulatedOutcome.From(result, await passed.LatestAsync(test.Requirements.ModelId))
            : null;

    private async Task AnnounceAsync()
    {
        if (await GetAsync() is { Status: TestStatus.Queued } queued)
        {
            await Balancer.QueuedAsync(queued.ToQueued());
        }
    }

    private async Task<TestSnapshot?> RereadAsync()
    {
        try
        {
            _board.Publish((await index.ReadAsync(Id, CancellationToken.None))?.ToSnapshot());
        }
        catch (JsonException e)
        {
            await RewriteAsync(e.Message);
        }

        return _board.Snapshot;
    }

    /// <summary>The row was damaged under this activation, which still has what stood there: the next store puts it back.</summary>
    private async Task RewriteAsync(string why)
    {
        CommittedChange? change = null;
        var outcome = await ledger.RunAsync(async () =>
        {
            change = await state.PerformUpdate(s => s.Rewritten(why, time.GetUtcNow()) ? s.ToChange() : null);
            return change is not null;
        });
        if (outcome == LedgerOutcome.Committed && change is not null)
        {
            history.Append(Id, change);
            _board.Publish(change.Snapshot);
        }
    }

    /// <summary>A lost start is no harm: the sweep notices that the agent does not hold the run.</summary>
    private async Task StartQuietly(IWorkerAgent agent, Assignment assignment)
    {
        try
        {
            await agent.StartAsync(assignment);
        }
        catch (Exception e)
        {
            LogStartLost(e, assignment.Key.TestId, assignment.Worker);
        }
    }

    private static Assignment ToAssignment(TestState state) => new()
    {
        Key = state.Run,
        Worker = state.Worker!,
        Generation = state.Generation,
        Browser = state.Browser!,
        Backend = state.Backend!,
        Requirements = state.Requirements!,
        Placement = state.Placement,
        SubmittedAt = state.SubmittedAt,
        Attempt = state.FailedAttempts + 1,
        Fresh = state.Fresh,
    };

    private NotCommittedException NotCommitted() =>
        new($"Test {Id} could not be committed: the database did not answer or kept refusing. Nothing was acknowledged; try again.");

    [LoggerMessage(Level = LogLevel.Information, Message = "Test {TestId} epoch {Epoch} is queued again: {Why}")]
    private partial void LogRequeued(string testId, long epoch, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The start of {TestId} did not reach {Worker}'s agent")]
    private partial void LogStartLost(Exception exception, string testId, string worker);

    [GenerateSerializer, Immutable, Alias("bridge.TestGrain.Held")]
    internal sealed record Held(
        [property: Id(0)] string Worker, [property: Id(1)] RunKey Run, [property: Id(2)] string? Key, [property: Id(3)] string Browser, [property: Id(4)] string ModelId);
}
