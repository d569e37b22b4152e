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

        state.Place(command, now);
        state.NotBefore = null;
        state.Note("assigned", now, $"{command.Browser}/{command.Backend}");
        return true;
    }

    /// <summary>Gives an assigned test another place under a new epoch.</summary>
    public static bool Move(this TestState state, MoveCommand command, DateTimeOffset now)
    {
        if (state.Status != TestStatus.Assigned || state.Epoch != command.To.ExpectedEpoch || state.Worker != command.From || command.From == command.To.Worker)
        {
            return false;
        }

        state.Place(command.To, now);
        state.Note("moved", now, $"{command.To.Browser}/{command.To.Backend}, from {command.From}: {command.Why}");
        return true;
    }

    /// <summary>Takes an attempt's result: ends the test, or queues it again. Refused results are counted.</summary>
    /// <param name="state">The test.</param>
    /// <param name="run">Who brings the result.</param>
    /// <param name="result">The result.</param>
    /// <param name="now">The time.</param>
    /// <param name="simulated">What to end with where the test allows it and recovery has nothing left, or null.</param>
    public static CompleteReply Complete(this TestState state, RunKey run, TestResult result, DateTimeOffset now, TestResult? simulated = null)
    {
        if (state.Status is null)
        {
            // Pruned meanwhile: there is nothing left to keep it with.
            return new CompleteReply(false, false);
        }

        if (!state.Owns(run))
        {
            state.RefusedResults++;
            state.Note("refused", now, $"epoch {run.Epoch}: {result.Outcome}");
            return new CompleteReply(false, false);
        }

        if (result.Failure == FailureKind.None)
        {
            state.Conclude(result, state.FailedAttempts + 1, now);
            return new CompleteReply(true, false);
        }

        return new CompleteReply(true, state.Recover(result, simulated, now));
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

    /// <summary>Notes that the row had been damaged and is written again.</summary>
    public static bool Rewritten(this TestState state, string why, DateTimeOffset now)
    {
        if (state.Status is null)
        {
            return false;
        }

        state.Note("rebuilt", now, "its row was damaged: " + why);
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
        Attempts = state.Result?.Attempts ?? state.FailedAttempts + (status == TestStatus.Assigned ? 1 : 0),
        SubmittedAt = state.SubmittedAt,
        Detail = state.History.Count > 0 ? state.History[^1].Why : null,
        Result = state.Result,
        Requirements = state.Requirements!,
        NotBefore = state.NotBefore,
        Avoid = [.. state.Avoid],
        Prefer = [.. state.Prefer],
        PreferUntil = state.PreferUntil,
    };

    /// <summary>As the balancer gets it.</summary>
    public static QueuedTest ToQueued(this TestSnapshot snapshot) => new()
    {
        Requirements = snapshot.Requirements,
        Epoch = snapshot.Epoch,
        SubmittedAt = snapshot.SubmittedAt,
        NotBefore = snapshot.NotBefore,
        Avoid = snapshot.Avoid,
        Prefer = snapshot.Prefer,
        PreferUntil = snapshot.PreferUntil,
    };

    /// <summary>Ends the test with the accepted result. The last recovery step led to it.</summary>
    public static void Conclude(this TestState state, TestResult result, int attempts, DateTimeOffset now)
    {
        if (state.Recovery.Count > 0 && (result.Failure == FailureKind.None || FailureClass.Of(result.Failure).IsTheTestsOwn || result.Outcome == Outcome.Simulated))
        {
            state.Recovery[^1] = state.Recovery[^1] with { Ok = true };
        }

        state.End(result with
        {
            Epoch = state.Epoch,
            Attempts = attempts,
            Recovery = [.. state.Recovery],
            Placement = state.Placement,
        }, now);
    }

    public static void Free(this TestState state, DateTimeOffset? notBefore)
    {
        state.Status = TestStatus.Queued;
        state.Worker = null;
        state.Browser = null;
        state.Backend = null;
        state.Placement = null;
        state.AssignedAt = null;
        state.NotBefore = notBefore;
    }

    private static void Place(this TestState state, AssignCommand command, DateTimeOffset now)
    {
        state.Status = TestStatus.Assigned;
        state.Epoch++;
        state.Worker = command.Worker;
        state.Generation = command.Generation;
        state.Browser = command.Browser;
        state.Backend = command.Backend;
        state.Placement = command.Placement;
        state.AssignedAt = now;
    }

    private static void End(this TestState state, TestResult result, DateTimeOffset now)
    {
        state.Status = TestStatus.Completed;
        state.Result = result;
        state.CompletedAt = now;
        state.NotBefore = null;
        state.Note("completed", now, result.Outcome.ToString());
    }

    public static void Note(this TestState state, string kind, DateTimeOffset now, string? why)
    {
        state.Version++;
        state.History.Add(new Transition(state.Version, state.Epoch, now, kind, state.Status!.Value, state.Worker, why)
        {
            Place = kind is "assigned" or "moved" ? new AssignedPlace(state.Generation, state.Browser!, state.Backend!) : null,
            Failure = kind == "failed" ? state.Failures[^1] : null,
        });
        if (state.History.Count > LongestHistory)
        {
            state.History.RemoveAt(0);
        }
    }

    /// <summary>To compare as values, not as text: PostgreSQL's jsonb does not keep the order of labels.</summary>
    private static JsonNode? Body(TestRequirements requirements) => JsonSerializer.SerializeToNode(requirements, BridgeJson.Options);
}
