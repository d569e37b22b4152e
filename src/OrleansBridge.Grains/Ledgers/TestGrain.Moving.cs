using Microsoft.Extensions.Logging;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

internal sealed partial class TestGrain
{
    public async Task<AssignReply> MoveAsync(MoveCommand command, IWorkerAgent agent)
    {
        var status = AssignStatus.Stale;
        Assignment? moved = null;
        CommittedChange? change = null;
        var given = new RunKey(Id, command.To.ExpectedEpoch, 0);
        var outcome = await ledger.RunAsync(
            () => state.PerformUpdate(s => s.Move(command, time.GetUtcNow()) ? (ToAssignment(s), s.ToChange()) : ((Assignment?)null, (CommittedChange?)null)),
            async own =>
            {
                status = AssignStatus.Stale;
                (moved, change) = own;
                if (moved is null)
                {
                    return false;
                }

                // Its concurrency key stays its own. Workers by ordinal id: moves that cross would wait for each other.
                status = AssignStatus.WorkerRefused;
                foreach (var worker in new[] { command.From, command.To.Worker }.Order(StringComparer.Ordinal))
                {
                    var slots = grains.GetGrain<IWorkerGrain>(worker);
                    if (worker == command.From)
                    {
                        await slots.ReleaseAsync(given);
                    }
                    else if (!await slots.ReserveAsync(moved.Key, command.To.Generation, moved.Requirements.Exclusive))
                    {
                        return false;
                    }
                }

                return true;
            });
        await PublishAsync(outcome, change);
        if (outcome != LedgerOutcome.Committed)
        {
            return new AssignReply(outcome == LedgerOutcome.Refused ? status : AssignStatus.Failed, _board.Snapshot?.Epoch ?? command.To.ExpectedEpoch);
        }

        LogMoved(Id, command.From, command.To.Worker, command.Why);
        _agent = agent;
        StartQuietly(agent, moved!).Ignore();
        return new AssignReply(AssignStatus.Assigned, moved!.Key.Epoch);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Test {TestId} moved from {From} to {To}: {Why}")]
    private partial void LogMoved(string testId, string from, string to, string why);
}
