using Microsoft.Extensions.Logging;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>What others are told after a commit. Any of it may get lost: the balancer's sweep makes up for it.</summary>
internal sealed partial class TestGrain
{
    private async Task AfterRunAsync(RunKey run, Held? before, bool again)
    {
        if (before is null)
        {
            return;
        }

        await Balancer.FinishedAsync(before.Worker, run, terminal: !again);
        if (again)
        {
            await AnnounceAsync();
        }
    }

    private async Task AfterAttemptAsync(RunKey run, Held? before, TestResult result, IReadOnlyList<FailedAttempt> failures, bool again)
    {
        if (before is null)
        {
            return;
        }

        // In one message, since messages may overtake each other: were its slot free first, the next in line would have it, and who is
        // tried again in the same place would have to wait.
        var queued = again && await GetAsync() is { Status: TestStatus.Queued } test ? test.ToQueued() : null;
        await Balancer.EndedAsync(Ended.Of(run, before.Worker, before.Browser, result) with { Failures = failures, Terminal = !again, Again = queued });
    }

    private async Task AnnounceAsync()
    {
        if (await GetAsync() is { Status: TestStatus.Queued } queued)
        {
            await Balancer.QueuedAsync(queued.ToQueued());
        }
    }

    /// <summary>A lost start is no harm: the sweep notices that the agent does not hold the run.</summary>
    private async Task StartQuietly(IWorkerAgent agent, Assignment assignment)
    {
        try
        {
            await agent.StartAsync(assignment);
        }
        catch (Exception e)
        {
            LogStartLost(e, assignment.Key.TestId, assignment.Worker);
        }
    }

    private static Assignment ToAssignment(TestState state) => new()
    {
        Key = state.Run,
        Worker = state.Worker!,
        Generation = state.Generation,
        Browser = state.Browser!,
        Backend = state.Backend!,
        Requirements = state.Requirements!,
        Placement = state.Placement,
        SubmittedAt = state.SubmittedAt,
        Attempt = state.FailedAttempts + 1,
        Fresh = state.Fresh,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The start of {TestId} did not reach {Worker}'s agent")]
    private partial void LogStartLost(Exception exception, string testId, string worker);
}
