using Microsoft.Extensions.Logging;
using Orleans.Transactions.Abstractions;
using OrleansBridge.Core.Eligibility;
using OrleansBridge.Grains.Index;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

[GrainType("bridge.test"), CollectionAgeLimit(Minutes = 5)]
internal sealed partial class TestGrain(
    [TransactionalState("test", BridgeStorage.Name)] ITransactionalState<TestState> state,
    LedgerTransaction ledger,
    ITestIndex index,
    ITestHistory history,
    IPassedRuns passed,
    IGrainFactory grains,
    TimeProvider time,
    ILogger<TestGrain> log) : Grain, ITestGrain
{
    private readonly SnapshotBoard _board = new(time);
    private IWorkerAgent? _agent;
    private long _appended;

    private string Id => this.GetPrimaryKeyString();
    private IBalancerGrain Balancer => grains.GetGrain<IBalancerGrain>(Pools.Default);

    public async Task<SubmitReply> SubmitAsync(TestRequirements requirements)
    {
        requirements = requirements with { TestId = Id };
        var errors = RequirementValidator.Validate(requirements);
        if (errors.Count > 0)
        {
            return new SubmitReply(Id, SubmitStatus.Refused, errors);
        }

        errors = await Balancer.CheckAsync(requirements);
        var status = SubmitStatus.Refused;
        CommittedChange? change = null;
        var outcome = await ledger.RunAsync(async () =>
        {
            (status, change) = await state.PerformUpdate(s =>
                s.Status is null && errors.Count > 0
                    ? (SubmitStatus.Refused, null)
                    : (s.Submit(requirements, time.GetUtcNow()), s.ToChange()));
            return status == SubmitStatus.Accepted;
        });
        if (status == SubmitStatus.Accepted && outcome == LedgerOutcome.Committed)
        {
            _board.Forget();
        }

        await PublishAsync(outcome, change);
        if (outcome == LedgerOutcome.Failed || (outcome == LedgerOutcome.Unknown && _board.Snapshot is null))
        {
            throw NotCommitted();
        }

        if (status == SubmitStatus.Accepted)
        {
            await AnnounceAsync();
        }

        return new SubmitReply(Id, status, status switch
        {
            SubmitStatus.Refused => errors,
            SubmitStatus.Conflict => [new RequirementError("test_id", $"'{Id}' was submitted before with another body; use another test_id, or submit the same body")],
            _ => [],
        });
    }

    public async Task<AssignReply> AssignAsync(AssignCommand command, IWorkerAgent agent)
    {
        var status = AssignStatus.Stale;
        Assignment? assigned = null;
        CommittedChange? change = null;
        var outcome = await ledger.RunAsync(
            () => state.PerformUpdate(s => s.Assign(command, time.GetUtcNow()) ? (ToAssignment(s), s.ToChange()) : ((Assignment?)null, (CommittedChange?)null)),
            async own =>
            {
                status = AssignStatus.Stale;
                (assigned, change) = own;
                if (assigned is null)
                {
                    return false;
                }

                status = AssignStatus.KeyHeld;
                if (assigned.Requirements.ConcurrencyKey is { } key && !await grains.GetGrain<IConcurrencyKeyGrain>(key).TakeAsync(Id))
                {
                    return false;
                }

                status = AssignStatus.WorkerRefused;
                return await grains.GetGrain<IWorkerGrain>(command.Worker).ReserveAsync(assigned.Key, command.Generation, assigned.Requirements.Exclusive);
            });
        await PublishAsync(outcome, change);
        if (outcome == LedgerOutcome.Committed)
        {
            _agent = agent;
            StartQuietly(agent, assigned!).Ignore();
            return new AssignReply(AssignStatus.Assigned, assigned!.Key.Epoch);
        }

        return new AssignReply(outcome == LedgerOutcome.Refused ? status : AssignStatus.Failed, _board.Snapshot?.Epoch ?? command.ExpectedEpoch);
    }

    public Task StartedAsync(RunKey run)
    {
        _board.ShowRunning(run.Epoch);
        return Task.CompletedTask;
    }

    public async Task<CompleteReply> CompleteAsync(RunKey run, TestResult result)
    {
        var reply = new CompleteReply(false, false);
        IReadOnlyList<FailedAttempt> failures = [];
        var simulated = await SimulatedAsync(result);
        var (outcome, before) = await EndRunAsync(s =>
        {
            // A run may outlive what is kept of its test: nobody is there to take the result.
            if (s.Status is null)
            {
                return false;
            }

            reply = s.Complete(run, result, time.GetUtcNow(), simulated);
            failures = [.. s.Failures];
            return s.Status is not null;
        });
        if (outcome is LedgerOutcome.Failed or LedgerOutcome.Unknown)
        {
            throw NotCommitted();
        }

        await AfterAttemptAsync(run, before, result, failures, reply.Again);
        return reply;
    }

    public async Task<bool> RequeueAsync(RunKey run, string why)
    {
        var (outcome, before) = await EndRunAsync(s => s.Requeue(run, why, time.GetUtcNow()));
        if (outcome != LedgerOutcome.Committed)
        {
            return false;
        }

        LogRequeued(run.TestId, run.Epoch, why);
        await AfterRunAsync(run, before, again: true);
        return true;
    }

    public Task<TestSnapshot?> CancelAsync(string why) => EndUnrunAsync(Outcome.Cancelled, why);

    public async Task<bool> ExpireAsync()
    {
        var now = time.GetUtcNow();
        var snapshot = await GetAsync();
        return snapshot is not null && snapshot.SubmittedAt.AddSeconds(snapshot.Requirements.Deadline) <= now
            && await EndUnrunAsync(Outcome.TimedOut, $"the deadline of {snapshot.Requirements.Deadline:0.#} s passed") is not null;
    }

    public Task RepairAsync() => RereadAsync();

    public async Task<TestSnapshot?> GetAsync() => _board.Snapshot ?? await RereadAsync();

    public async Task<TestSnapshot?> WaitForChangeAsync(long sinceVersion, CancellationToken cancellation = default) =>
        await GetAsync() is null ? null : await _board.WaitAsync(sinceVersion, cancellation);
}
