using OrleansBridge.Cli.Connecting;
using OrleansBridge.Postgres;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Chaos.Loading;

/// <summary>Keeps a number of tests open for as long as faults come, so that each finds work in flight.</summary>
internal sealed class LoadFeed(VictimBridge victim, ChaosLoad load, Acknowledged acknowledged, int open)
{
    private const int Batch = 10;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(500);

    /// <summary>Feeds until it is told to stop.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        for (var next = 0; !stop.IsCancellationRequested;)
        {
            try
            {
                var audit = new LedgerAudit(victim.Watch);
                if ((await audit.AskAsync(LedgerAudit.Unfinished, acknowledged.Ids, stop)).Count > open - Batch)
                {
                    await Task.Delay(Pace, stop);
                    continue;
                }

                // The same numbers again until they are acknowledged: submitting is idempotent.
                await SubmitAsync([.. Enumerable.Range(next, Batch).Select(load.Test)], stop);
                next += Batch;
            }
            catch (Exception e) when (Transient.Is(e, stop))
            {
                await Task.Delay(AfterFailure, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Submits once; what is acknowledged is noted.</summary>
    internal async Task<IReadOnlyList<SubmitReply>> SubmitAsync(IReadOnlyList<TestRequirements> tests, CancellationToken cancellation)
    {
        var replies = await victim.Api().SubmitManyAsync(tests, cancellation);
        foreach (var reply in replies)
        {
            if (reply.Status is SubmitStatus.Accepted or SubmitStatus.Known)
            {
                acknowledged.Note(reply.TestId);
            }
            else
            {
                throw new ChaosException($"{reply.TestId} was {reply.Status}: {string.Join("; ", reply.Errors.Select(e => $"{e.Field} {e.Problem}"))}");
            }
        }

        return replies;
    }

    /// <summary>Submits until it is acknowledged.</summary>
    internal async Task SubmitSurelyAsync(TestRequirements test, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await SubmitAsync([test], cancellation);
                return;
            }
            catch (Exception e) when (Transient.Is(e, cancellation))
            {
                await Task.Delay(AfterFailure, cancellation);
            }
        }
    }
}
