using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Submits a test that makes the bridge play a trick, and waits until it was played.</summary>
internal sealed class TrickFaults(FaultTarget target)
{
    // A browser whose pages all hang is given up when its next page does not open: that takes a page's time-out, 60 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private const double ShortTimeout = 3;

    internal async Task<Injection> PlayAsync(PlannedFault fault, Trick trick, CancellationToken cancellation)
    {
        var test = trick == Trick.Hang
            ? target.Load.Mischievous($"t{fault.Pick}", trick, ShortTimeout)
            : target.Load.Mischievous($"t{fault.Pick}", trick);
        await target.Feed.SubmitSurelyAsync(test, cancellation);
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(50, cancellation))
        {
            if (target.Marks.Read(test.TestId!) is { } played)
            {
                await RefusedAsync(trick, test.TestId!, cancellation);
                return new Injection
                {
                    Kind = fault.Kind,
                    Begun = played.At,
                    Ended = played.At,
                    Hit = $"{test.TestId}: {played.Hit}",
                    EndsRuns = trick is Trick.DieBeforeAccept or Trick.DieMidRun or Trick.DieBeforeResult or Trick.DieBeforeAcknowledgement,
                };
            }
        }

        throw new ChaosException($"{test.TestId} did not run within {Patience.TotalSeconds:0} s");
    }

    /// <summary>A result too many must have been refused, and counted.</summary>
    private async Task RefusedAsync(Trick trick, string testId, CancellationToken cancellation)
    {
        if (trick is not (Trick.DuplicateResult or Trick.LateResult))
        {
            return;
        }

        var question = $"SELECT test_id, refused_results::text FROM bridge.tests WHERE test_id = '{testId}' AND refused_results > 0";
        for (var end = DateTime.UtcNow + Patience; (await new LedgerAudit(target.Victim.Watch).AskAsync(question, cancellation: cancellation)).Count == 0; await Task.Delay(50, cancellation))
        {
            if (DateTime.UtcNow > end)
            {
                throw new ChaosException($"{testId} has counted no refused result");
            }
        }
    }
}
