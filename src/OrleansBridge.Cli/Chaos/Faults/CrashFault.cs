using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Kills the browser under a test that is known to run there: what became of that test tells how soon the crash was seen.</summary>
internal sealed class CrashFault(FaultTarget target)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal async Task<Injection> KillAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var (test, round) = (target.Load.Long(FormattableString.Invariant($"crash{fault.Pick}")), 0);
        await target.Feed.SubmitSurelyAsync(test, cancellation);
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(20, cancellation))
        {
            try
            {
                var api = target.Victim.Api();
                var seen = await api.GetAsync(test.TestId!, cancellation);
                if (seen.Status == TestStatus.Completed)
                {
                    // It was over before it was seen: another one.
                    test = target.Load.Long(FormattableString.Invariant($"crash{fault.Pick}-{++round}"));
                    await target.Feed.SubmitSurelyAsync(test, cancellation);
                }
                else if (seen is { Status: TestStatus.Running } running
                    && (await api.BrowsersAsync(cancellation)).Find(b => b.Worker == running.Worker && b.Browser == running.Browser && b.ProcessId is not null) is { } browser
                    && Kill(fault, test.TestId!, browser) is { } killed)
                {
                    return killed;
                }
            }
            catch (Exception e) when (Transient.Is(e, cancellation))
            {
                // It is asked again.
            }
        }

        throw new ChaosException($"{test.TestId} was not seen running within {Patience.TotalSeconds:0} s");
    }

    /// <returns>Null: a heartbeat told of it, and by now it has ended, as under a poison test; its successor is heard of soon.</returns>
    private static Injection? Kill(PlannedFault fault, string testId, BrowserSnapshot browser)
    {
        var hit = $"{browser.ProcessId} {BrowserProcesses.Name(browser.ProcessId!.Value)} of {browser.Id} under {testId}";
        var begun = DateTimeOffset.UtcNow;
        return Signals.Kill(browser.ProcessId.Value)
            ? new Injection { Kind = fault.Kind, Begun = begun, Ended = begun, Hit = hit, Worker = browser.Worker, Browser = browser.Browser, Test = testId }
            : null;
    }
}
