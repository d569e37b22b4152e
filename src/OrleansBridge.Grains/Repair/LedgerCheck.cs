using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Repair;

/// <summary>Whether a ledger that could be read contradicts itself. Nothing that the ledgers' own rules make does.</summary>
internal static class LedgerCheck
{
    /// <returns>What is wrong, null for nothing.</returns>
    public static string? Problem(TestState state, string testId) =>
        state.TestId != testId ? $"it is of test '{state.TestId}'"
        : state.Requirements is null ? "it has no requirements"
        : state.Epoch < 0 || state.Version < 1 ? $"epoch {state.Epoch} or version {state.Version} cannot be"
        : state.History is null || state.Failures is null || state.Recovery is null || state.Avoid is null || state.Prefer is null ? "a list is null"
        : state.Status switch
        {
            TestStatus.Queued => null,
            TestStatus.Assigned => state.Worker is null || state.Browser is null || state.Backend is null ? "it is assigned to no place" : null,
            TestStatus.Completed => state.Result is null ? "it is completed and has no result" : null,
            _ => $"status {state.Status?.ToString() ?? "null"} cannot be",
        };

    /// <returns>What is wrong, null for nothing.</returns>
    public static string? Problem(WorkerState state, string worker) =>
        state.Slots is null || state.Slots.Any(s => s?.Run is null) ? "a slot is null"
        : state.Generation < 0 ? $"generation {state.Generation} cannot be"
        : state.Descriptor is { } descriptor && descriptor.WorkerId != worker ? $"it is of worker '{descriptor.WorkerId}'"
        : state.Descriptor is null && state.Generation == 0 && (state.Slots.Count > 0 || state.Unknown?.Count > 0) ? "it never registered, and yet has content"
        : null;
}
