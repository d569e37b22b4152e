using Microsoft.Extensions.Logging;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Stealing;
using OrleansBridge.Placement;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>Moves tests that wait at a busy worker to an idle one.</summary>
internal sealed partial class BalancerGrain
{
    private static readonly TimeSpan StealEvery = TimeSpan.FromSeconds(2);

    /// <summary>Tests on the move, each once.</summary>
    private readonly HashSet<string> _moving = [];

    private async Task StealAsync(CancellationToken cancellation)
    {
        var now = _steady.Now;
        // Of models' breakers it is not asked: what waits at a worker was let through by them.
        await Task.WhenAll(_dispatcher.Steal(now, Breakers("", now)).Where(m => _moving.Add(m.TestId)).ToList().Select(MoveAsync));
    }

    private async Task MoveAsync(StealMove move)
    {
        try
        {
            await MoveSurelyAsync(move);
        }
        catch (Exception e)
        {
            LogMoveFailed(e, move.TestId, move.From, move.To);
        }
        finally
        {
            _moving.Remove(move.TestId);
            Pump();
        }
    }

    private async Task MoveSurelyAsync(StealMove move)
    {
        var (run, next) = (new RunKey(move.TestId, move.Epoch, 0), new RunKey(move.TestId, move.Epoch + 1, 0));
        if (!_workers.TryGetValue(move.From, out var from) || !_workers.TryGetValue(move.To, out var to)
            || from.Agent is not { } giving || to.Agent is not { } taking || !from.Runs.TryGetValue(run, out var held))
        {
            return;
        }

        var command = new MoveCommand(move.From, new AssignCommand(move.Epoch, move.To, to.Generation, move.Browser, move.Backend, Explain(held, to, move)), move.Why);
        // Held at both until it is decided, so that nobody is promised either slot.
        Hold(to, next, new HeldRun(held.Test, move.Browser, move.Backend, _steady.Now) { SubmittedAt = held.SubmittedAt });
        var status = AssignStatus.Failed;
        var yielded = false;
        try
        {
            yielded = await giving.YieldAsync(move.From, run);
            status = yielded ? (await grains.GetGrain<ITestGrain>(move.TestId).MoveAsync(command, taking)).Status : AssignStatus.Stale;
        }
        finally
        {
            Drop(status == AssignStatus.Assigned ? from : to, status == AssignStatus.Assigned ? run : next);
        }

        if (!yielded)
        {
            // It has begun meanwhile, or was never there: the next heartbeat tells.
            _dispatcher.Started(run, _steady.Now);
        }
        else if (status != AssignStatus.Assigned)
        {
            // Its worker has stopped it and nobody took it.
            await grains.GetGrain<ITestGrain>(move.TestId).RequeueAsync(run, $"it could not move to {move.To}");
        }
    }

    private PlacementExplanation Explain(HeldRun held, WorkerEntry to, StealMove move)
    {
        var there = held.Test with { BrowserRequirements = held.Test.BrowserRequirements with { Required = move.Browser }, Backend = new() { Required = move.Backend } };
        var explanation = _dispatcher.Farm.Find(to.Descriptor.WorkerId) is { } view
            ? Placer.Choose(there, [view], RecoveryWishes.None, null, _dispatcher.Context).Explanation
            : null;
        return (explanation ?? new PlacementExplanation(new Dictionary<string, double>(), 0, [])) with { Note = $"moved from {move.From}: {move.Why}" };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Test {TestId} could not move from {From} to {To}; the sweep looks after it")]
    private partial void LogMoveFailed(Exception exception, string testId, string from, string to);
}
