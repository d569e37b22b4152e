using Microsoft.Extensions.Logging;
using OrleansBridge.Grains.Index;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>What makes a lost call, a lost agent or a lost balancer cost seconds: compare the ledgers with what is heard.</summary>
internal sealed partial class BalancerGrain
{
    private const int PageSize = 500;

    private async Task SweepAsync(CancellationToken cancellation)
    {
        try
        {
            string? after = null;
            IReadOnlyList<OpenTest> page;
            do
            {
                page = await index.OpenAsync(after, PageSize, cancellation);
                await Task.WhenAll(page.Select(SweepOneQuietlyAsync));
                after = page.Count > 0 ? page[^1].TestId : null;
            }
            while (page.Count == PageSize);
            Pump();
            await CompareWorkersAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogSweepFailed(e);
        }
    }

    /// <summary>What one test cannot do now must not keep the others waiting.</summary>
    private async Task SweepOneQuietlyAsync(OpenTest open)
    {
        try
        {
            await SweepOneAsync(open);
        }
        catch (Exception e)
        {
            LogTestNotSwept(e, open.TestId);
        }
    }

    private async Task SweepOneAsync(OpenTest open)
    {
        var now = time.GetUtcNow();
        var test = grains.GetGrain<ITestGrain>(open.TestId);
        if (open.Damaged)
        {
            await test.RepairAsync();
        }
        else if (open.DeadlineAt <= now)
        {
            await test.ExpireAsync();
        }
        else if (open.Status == TestStatus.Queued)
        {
            if (!_waiting.Holds(open.TestId, open.Epoch) && !IsBeingAssigned(open.TestId, open.Epoch) && await test.GetAsync() is { Status: TestStatus.Queued } queued)
            {
                Enqueue(queued.ToQueued());
            }
        }
        else if (Orphaned(open) is { } why)
        {
            await test.RequeueAsync(new RunKey(open.TestId, open.Epoch, 0), why);
        }
    }

    /// <summary>
    /// A worker whose ledger stands at a higher generation than its agent names can reserve nothing: its agent is told so by
    /// the next heartbeat, and registers anew. Seen twice, since a registration may be on its way.
    /// </summary>
    private async Task CompareWorkersAsync(CancellationToken cancellation)
    {
        foreach (var ledger in await index.WorkersAsync(cancellation))
        {
            if (ledger.Damaged)
            {
                grains.GetGrain<IWorkerGrain>(ledger.Worker).RepairAsync().Ignore();
            }
            else if (_workers.TryGetValue(ledger.Worker, out var worker) && ledger.Generation > worker.Generation)
            {
                worker.Generation = ledger.Generation == worker.LedgerGeneration ? ledger.Generation : worker.Generation;
                Show(worker);
                worker.LedgerGeneration = ledger.Generation;
            }
        }
    }

    private string? Orphaned(OpenTest open) => Orphan.Why(
        open,
        open.Worker is null ? null : _workers.GetValueOrDefault(open.Worker),
        _steady.Now - _started,
        _steady.Now,
        time.GetUtcNow() - (open.AssignedAt ?? default));

    private Task CheckLeasesAsync(CancellationToken cancellation)
    {
        var now = _steady.Now;
        foreach (var worker in _workers.Values.Where(w => w.Runs.Count > 0 && w.Heard != default && !w.IsAlive(now)))
        {
            Lose(worker, $"worker {worker.Descriptor.WorkerId} was not heard for {WorkerLease.Length.TotalSeconds:0} s");
        }

        foreach (var lost in _silos.Values.Where(s => now - s.Heard >= WorkerLease.Length).ToList())
        {
            _silos.Remove(lost.Offer.Silo);
            CatchUpSoon();
        }

        // A test that has waited long enough for the place it prefers is told by nobody.
        Pump();
        return Task.CompletedTask;
    }

    /// <summary>Takes every run of a lost worker, or of its earlier generation, back into the queue.</summary>
    private void Lose(WorkerEntry worker, string why)
    {
        foreach (var run in worker.Runs.Keys.ToList())
        {
            Drop(worker, run);
            grains.GetGrain<ITestGrain>(run.TestId).RequeueAsync(run, why).Ignore();
        }
    }

    /// <summary>Compares the view with the runs an agent names: what it lacks after a grace is looked at, what we lack is learnt.</summary>
    private void Reconcile(WorkerEntry worker, IReadOnlyList<RunKey> named, DateTimeOffset now)
    {
        var held = named.ToHashSet();
        foreach (var run in held)
        {
            if (!worker.Runs.ContainsKey(run))
            {
                LearnAsync(worker, run).Ignore();
            }
        }

        foreach (var (run, _) in worker.Runs.Where(r => !held.Contains(r.Key) && now - r.Value.Since > WorkerLease.StartGrace).ToList())
        {
            Drop(worker, run);
            grains.GetGrain<ITestGrain>(run.TestId).RequeueAsync(run, "its start did not reach the worker").Ignore();
        }
    }

    private async Task LearnAsync(WorkerEntry worker, RunKey run)
    {
        var test = await grains.GetGrain<ITestGrain>(run.TestId).GetAsync();
        var current = test is { Status: TestStatus.Assigned or TestStatus.Running } && test.Epoch == run.Epoch && test.Worker == worker.Descriptor.WorkerId;
        if (current)
        {
            Hold(worker, run, worker.Runs.GetValueOrDefault(run) ?? new HeldRun(test!.Requirements, test.Browser!, test.Backend!, _steady.Now) { SubmittedAt = test.SubmittedAt, Bound = test.Prefer.Count + test.Avoid.Count > 0 });
        }
        else if (worker.Agent is { } agent)
        {
            await agent.CancelAsync(worker.Descriptor.WorkerId, run, "it is no longer assigned to this worker");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Test {TestId} could not be swept; it is tried again in seconds")]
    private partial void LogTestNotSwept(Exception exception, string testId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep of open tests failed; the next one is due in seconds")]
    private partial void LogSweepFailed(Exception exception);
}
