using Microsoft.Extensions.Logging;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

internal sealed partial class BalancerGrain
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(250);

    private void Enqueue(QueuedTest test)
    {
        if (test.NotBefore - time.GetUtcNow() is { } early && early > TimeSpan.Zero)
        {
            // No longer than any test is told to wait: its silo's clock may be ahead of this one's.
            LaterAsync(test, early < BackOff.Longest ? early : BackOff.Longest).Ignore();
        }
        else if (!IsBeingAssigned(test.Requirements.TestId!, test.Epoch))
        {
            _waiting.Add(test, _steady.Now);
        }
    }

    private async Task LaterAsync(QueuedTest test, TimeSpan delay)
    {
        await Task.Delay(delay, time);
        Enqueue(test with { NotBefore = null });
        Pump();
    }

    /// <summary>Places the waiting tests that should have a place now. No awaits: the view does not change under it.</summary>
    private void Pump()
    {
        if (_waiting.Count == 0 || IsRecalling)
        {
            return;
        }

        var now = _steady.Now;
        LetGo();
        if (!_dispatcher.Farm.HasFree)
        {
            return;
        }

        // Of those with the same concurrency key only the first asks.
        var keys = new Lazy<HashSet<string>>(HeldKeys);
        var asking = _waiting.InOrder().Where(w => w.Queued.Requirements.ConcurrencyKey is not { } key || keys.Value.Add(key))
            .Select(w => Wishes(w.Queued) is { } wishes ? w.Test with { Wishes = wishes } : w.Test);
        foreach (var (asked, decision) in _dispatcher.Place([.. asking], now, model => Breakers(model, now)))
        {
            var test = _waiting.Of(asked.Test.TestId!);
            if (decision.Place is not { } place)
            {
                HoldFor(asked, now);
                continue;
            }

            var worker = _workers[place.Worker.Descriptor.WorkerId];
            Reserve(test, worker, place, now);
            AssignAsync(test, worker, new AssignCommand(test.Epoch, place.Worker.Descriptor.WorkerId, place.Worker.Generation, place.Browser.Browser, place.Backend, decision.Explanation!)).Ignore();
            if (!_dispatcher.Farm.HasFree)
            {
                return;
            }
        }
    }

    /// <summary>Concurrency keys of live assignments.</summary>
    private HashSet<string> HeldKeys() => [.. _workers.Values.SelectMany(w => w.Runs.Values).Select(r => r.Key).OfType<string>()];

    /// <summary>Where recovery wants a test; null: anywhere.</summary>
    private RecoveryWishes? Wishes(QueuedTest test) =>
        test.PreferUntil is null && test.Avoid.Count == 0 ? null : new(test.PreferUntil > time.GetUtcNow() ? test.Prefer : [], test.Avoid);

    private void Reserve(QueuedTest test, WorkerEntry worker, Place place, DateTimeOffset now)
    {
        _waiting.Remove(test.Requirements.TestId!);
        _assigning[test.Requirements.TestId!] = test.Epoch;
        Hold(worker, NextRun(test), new HeldRun(test.Requirements, place.Browser.Browser, place.Backend, now) { SubmittedAt = test.SubmittedAt, Bound = test.Prefer.Count + test.Avoid.Count > 0 });
    }

    private async Task AssignAsync(QueuedTest test, WorkerEntry worker, AssignCommand command)
    {
        var id = test.Requirements.TestId!;
        var status = AssignStatus.Failed;
        try
        {
            status = (await grains.GetGrain<ITestGrain>(id).AssignAsync(command, worker.Agent!)).Status;
        }
        catch (Exception e)
        {
            LogAssignFailed(e, id, command.Worker);
        }

        if (IsBeingAssigned(id, test.Epoch))
        {
            _assigning.Remove(id);
        }

        if (status == AssignStatus.Assigned)
        {
            return;
        }

        worker.RefusedUntil = status == AssignStatus.WorkerRefused ? _steady.Now + AfterRefusal : worker.RefusedUntil;
        Drop(worker, NextRun(test));

        if (status != AssignStatus.Stale)
        {
            await LaterAsync(test, AfterRefusal);
        }
    }

    private bool IsBeingAssigned(string testId, long epoch) => _assigning.TryGetValue(testId, out var assigning) && assigning == epoch;

    private static RunKey NextRun(QueuedTest test) => new(test.Requirements.TestId!, test.Epoch + 1, 0);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Test {TestId} could not be assigned to {Worker}; it is tried again")]
    private partial void LogAssignFailed(Exception exception, string testId, string worker);
}
