using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Json;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>The test's state machine: each method checks, changes the state and says whether it did. No calls, no clock.</summary>
internal static class TestTransitions
{
    private const int LongestHistory = 64;

    public static SubmitStatus Submit(this TestState state, TestRequirements requirements, DateTimeOffset now)
    {
        if (state.Status is not null)
        {
            return JsonNode.DeepEquals(Body(state.Requirements!), Body(requirements)) ? SubmitStatus.Known : SubmitStatus.Conflict;
        }

        state.TestId = requirements.TestId;
        state.Requirements = requirements;
        state.Status = TestStatus.Queued;
        state.SubmittedAt = now;
        state.DeadlineAt = now.AddSeconds(requirements.Deadline);
        state.Note("submitted", now, null);
        return SubmitStatus.Accepted;
    }

    public static bool Assign(this TestState state, AssignCommand command, DateTimeOffset now)
    {
        if (state.Status != TestStatus.Queued || state.Epoch != command.ExpectedEpoch)
        {
            return false;
        }

        state.Status = TestStatus.Assigned;
        state.Epoch++;
        state.Worker = command.Worker;
        state.Generation = command.Generation;
        state.Browser = command.Browser;
        state.Backend = command.Backend;
        state.Placement = command.Placement;
        state.AssignedAt = now;
        state.NotBefore = null;
        state.Note("assigned", now, $"{command.Browser}/{command.Backend}");
        return true;
    }

    /// <summary>Takes an attempt's result: ends the test, or queues it again. Refused results are counted.</summary>
    public static CompleteReply Complete(this TestState state, RunKey run, TestResult result, DateTimeOffset now)
    {
        if (!state.Owns(run))
        {
            state.RefusedResults++;
            state.Note("refused", now, $"epoch {run.Epoch}: {result.Outcome}");
            return new CompleteReply(false, false);
        }

        var failed = result.Failure != FailureKind.None;
        var next = failed
            ? AttemptPolicy.Next(state.Requirements!, result.Failure, state.FailedAttempts + 1, state.Worker!, state.Browser!)
            : AttemptDecision.End;
        if (failed)
        {
            state.FailedAttempts++;
        }

        if (next.Again && now + next.Delay < state.DeadlineAt)
        {
            state.Recovery.Add(new RecoveryStep(next.Step, now, result.Reason ?? result.Failure.ToString(), false));
            state.Avoid = [.. next.Avoid];
            state.Free(now + next.Delay);
            state.Note("failed", now, result.Reason);
            return new CompleteReply(true, true);
        }

        if (!failed && state.Recovery.Count > 0)
        {
            state.Recovery[^1] = state.Recovery[^1] with { Ok = true };
        }

        state.End(result with
        {
            Epoch = state.Epoch,
            Attempts = state.FailedAttempts + (failed ? 0 : 1),
            Recovery = [.. state.Recovery],
            Placement = state.Placement,
        }, now);
        return new CompleteReply(true, false);
    }

    public static bool Requeue(this TestState state, RunKey run, string why, DateTimeOffset now)
    {
        if (!state.Owns(run))
        {
            return false;
        }

        state.Free(null);
        state.Note("requeued", now, why);
        return true;
    }

    /// <summary>Ends the test without a run's result: cancelled, or out of time.</summary>
    public static bool EndUnrun(this TestState state, Outcome outcome, string why, DateTimeOffset now)
    {
        if (state.Status is null or TestStatus.Completed)
        {
            return false;
        }

        state.End(new TestResult
        {
            TestId = state.TestId!,
            ModelId = state.Requirements!.ModelId,
            ModelType = state.Requirements.ModelType,
            Epoch = state.Epoch,
            Outcome = outcome,
            Reason = why,
            Failure = outcome == Outcome.TimedOut ? FailureKind.TimeOut : FailureKind.None,
            Worker = state.Worker,
            Browser = state.Browser,
            BackendRequested = state.Backend,
            Attempts = state.FailedAttempts + (state.Status == TestStatus.Assigned ? 1 : 0),
            Recovery = [.. state.Recovery],
            Placement = state.Placement,
        }, now);
        return true;
    }

    public static bool Owns(this TestState state, RunKey run) =>
        state.Status == TestStatus.Assigned && state.Epoch == run.Epoch;

    /// <summary>The state with its latest change.</summary>
    public static CommittedChange ToChange(this TestState state) => new(state.ToSnapshot()!, state.History[^1]);

    /// <summary>What people see. The version is doubled, so that the observation that a run began fits between two commits.</summary>
    public static TestSnapshot? ToSnapshot(this TestState state) => state.Status is not { } status ? null : new TestSnapshot
    {
        TestId = state.TestId!,
        Version = state.Version * 2,
        Status = status,
        Epoch = state.Epoch,
        Worker = state.Worker,
        Browser = state.Browser,
        Backend = state.Backend,
        Attempts = state.FailedAttempts + (status == TestStatus.Assigned ? 1 : 0),
        SubmittedAt = state.SubmittedAt,
        Detail = state.History.Count > 0 ? state.History[^1].Why : null,
        Result = state.Result,
        Requirements = state.Requirements!,
        NotBefore = state.NotBefore,
        Avoid = [.. state.Avoid],
    };

    private static void Free(this TestState state, DateTimeOffset? notBefore)
    {
        state.Status = TestStatus.Queued;
        state.Worker = null;
        state.Browser = null;
        state.Backend = null;
        state.Placement = null;
        state.AssignedAt = null;
        state.NotBefore = notBefore;
    }

    private static void End(this TestState state, TestResult result, DateTimeOffset now)
    {
        state.Status = TestStatus.Completed;
        state.Result = result;
        state.CompletedAt = now;
        state.NotBefore = null;
        state.Note("completed", now, result.Outcome.ToString());
    }

    private static void Note(this TestState state, string kind, DateTimeOffset now, string? why)
    {
        state.Version++;
        state.History.Add(new Transition(state.Version, state.Epoch, now, kind, state.Status!.Value, state.Worker, why));
        if (state.History.Count > LongestHistory)
        {
            state.History.RemoveAt(0);
        }
    }

    /// <summary>To compare as values, not as text: PostgreSQL's jsonb does not keep the order of labels.</summary>
    private static JsonNode? Body(TestRequirements requirements) => JsonSerializer.SerializeToNode(requirements, BridgeJson.Options);
}
