using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Cli.Chaos.Planning;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Submits a test that makes the bridge play a trick, and waits until it was played.</summary>
internal sealed class TrickFaults(FaultTarget target)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
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
}
