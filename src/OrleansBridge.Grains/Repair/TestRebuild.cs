using System.Text.Json;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Postgres;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Repair;

/// <summary>
/// Makes a test's ledger anew. In order of what is believed: an accepted result ends it; a slot that a worker keeps says
/// where it is assigned; else it is queued, under an epoch of its own, so that no run of before can bring its result.
/// </summary>
internal static class TestRebuild
{
    /// <summary>Changes just committed may not have been appended yet: their versions are left free.</summary>
    private const int Unseen = 16;

    public static TestState Rebuild(TestFacts facts, string why, DateTimeOffset now)
    {
        var changes = facts.Events.Select(Change).OfType<Transition>().ToList();
        var completed = facts.Completed ?? Salvaged(facts, now);
        var requirements = Requirements(facts);
        var state = new TestState
        {
            TestId = facts.TestId,
            Requirements = requirements ?? new() { TestId = facts.TestId, ModelId = completed?.Result.ModelId ?? "unknown" },
            SubmittedAt = changes.FirstOrDefault(c => c.Kind == "submitted")?.At ?? facts.SubmittedAt ?? now,
            Version = facts.Events.Select(e => e.Version).DefaultIfEmpty().Max() + Unseen,
            Epoch = facts.Events.Select(e => e.Epoch).DefaultIfEmpty().Max(),
            RefusedResults = facts.Events.Count(e => e.Kind == "refused"),
            History = [.. changes],
        };
        state.DeadlineAt = state.SubmittedAt.AddSeconds(state.Requirements.Deadline);
        Failed(state, changes);
        if (completed is not null)
        {
            End(state, completed);
        }
        else if (requirements is null)
        {
            End(state, new(Unknown(state), now));
        }
        else if (facts.Slot is { } slot && slot.Epoch >= state.Epoch)
        {
            Assign(state, slot, changes, now);
        }
        else
        {
            Queue(state, facts.Slot);
        }

        state.Note("rebuilt", now, "its row was damaged: " + why);
        return state;
    }

    private static void End(TestState state, CompletedTest completed)
    {
        state.Status = TestStatus.Completed;
        state.Result = completed.Result;
        state.CompletedAt = completed.CompletedAt;
        state.Epoch = Math.Max(state.Epoch, completed.Result.Epoch);
        state.Worker = completed.Result.Worker;
        state.Browser = completed.Result.Browser;
        state.Backend = completed.Result.BackendRequested;
        state.Placement = completed.Result.Placement;
        state.Recovery = [.. completed.Result.Recovery];
    }

    private static void Assign(TestState state, HeldSlot slot, List<Transition> changes, DateTimeOffset now)
    {
        var placed = changes.LastOrDefault(c => c.Kind is "assigned" or "moved" && c.Epoch == slot.Epoch);
        state.Status = TestStatus.Assigned;
        state.Epoch = slot.Epoch;
        state.Worker = slot.Worker;
        state.Generation = placed?.Place?.Generation ?? slot.Generation;
        state.Browser = placed?.Place?.Browser ?? "unknown";
        state.Backend = placed?.Place?.Backend ?? "unknown";
        state.AssignedAt = placed?.At ?? now;
    }

    private static void Queue(TestState state, HeldSlot? stale)
    {
        state.Free(null);
        state.Epoch = Math.Max(state.Epoch, stale?.Epoch ?? 0) + 1;
        if (state.Failures.Count > 0 && RecoveryPolicy.Next(state.Requirements!, state.Failures) is { Again: true } next)
        {
            state.Avoid = [.. next.Where.Avoid];
            state.Fresh = next.Fresh;
        }
    }

    private static void Failed(TestState state, List<Transition> changes)
    {
        foreach (var change in changes.Where(c => c.Failure is not null))
        {
            state.Failures.Add(change.Failure!);
            state.FailedAttempts++;
            if (RecoveryPolicy.Next(state.Requirements!, state.Failures).Rung is { } rung)
            {
                state.Recovery.Add(new RecoveryStep(rung.Step(), change.At, change.Why ?? change.Failure!.Kind.ToString(), false));
            }
        }
    }

    private static Transition? Change(TestEvent happened) =>
        happened.Data is JsonElement data && Salvage.Read<Transition>(data) is { } change && change.Version == happened.Version ? change : null;

    private static TestRequirements? Requirements(TestFacts facts) =>
        facts.Events.Select(e => e.Data is JsonElement { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("requirements", out var r) ? Salvage.Read<TestRequirements>(r) : null)
            .FirstOrDefault(r => r is not null)
        ?? Salvage.Member<TestRequirements>(facts.Damaged, "requirements");

    /// <summary>A result that its silo committed and did not live to append.</summary>
    private static CompletedTest? Salvaged(TestFacts facts, DateTimeOffset now) =>
        Salvage.Member<string>(facts.Damaged, "status") == "completed" && Salvage.Member<TestResult>(facts.Damaged, "result") is { } result && result.TestId == facts.TestId
            ? new(result, now)
            : null;

    private static TestResult Unknown(TestState state) => new()
    {
        TestId = state.TestId!,
        ModelId = state.Requirements!.ModelId,
        ModelType = state.Requirements.ModelType,
        Epoch = state.Epoch,
        Outcome = Outcome.Failed,
        Reason = "its ledger was damaged, and what was asked is not known any more; submit it again under another id",
    };
}
