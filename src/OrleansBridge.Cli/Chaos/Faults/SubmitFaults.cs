using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Submits what was submitted before.</summary>
internal sealed class SubmitFaults(FaultTarget target)
{
    private const int Callers = 4;

    /// <summary>One new test by several callers at once; then another body under its id, which must be refused.</summary>
    internal async Task<Injection> DuplicateAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var test = target.Load.Test(1_000_000 + fault.Pick);
        var begun = DateTimeOffset.UtcNow;
        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => SubmitAsync(test, cancellation)));
        if (replies.Count(r => r == SubmitStatus.Accepted) > 1)
        {
            throw new ChaosException($"{test.TestId} was accepted {replies.Count(r => r == SubmitStatus.Accepted)} times of {Callers}");
        }

        if (await SubmitAsync(test with { ModelId = "another" }, cancellation) != SubmitStatus.Conflict)
        {
            throw new ChaosException($"another body under the id {test.TestId} was not refused");
        }

        return new Injection { Kind = fault.Kind, Begun = begun, Ended = DateTimeOffset.UtcNow, Hit = $"{test.TestId}: {string.Join(", ", replies)}, then Conflict" };
    }

    private async Task<SubmitStatus> SubmitAsync(TestRequirements test, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var status = (await target.Victim.Api().SubmitAsync(test, cancellation)).Status;
                target.Acknowledged.Note(test.TestId!);
                return status;
            }
            catch (ApiException conflict) when (conflict.Status == 409)
            {
                return SubmitStatus.Conflict;
            }
            catch (Exception e) when (Transient.Is(e, cancellation))
            {
                await Task.Delay(200, cancellation);
            }
        }
    }
}
