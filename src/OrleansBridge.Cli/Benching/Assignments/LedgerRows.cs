using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>What both sides write: a test as it is when it is assigned, and a worker whose nine slots are taken.</summary>
internal static class LedgerRows
{
    internal const string TestStateName = "bench_test";
    internal const string WorkerStateName = "bench_worker";
    private const int Slots = 9;

    internal static void Assign(TestState state, string id, string worker)
    {
        var now = DateTimeOffset.UtcNow;
        state.TestId ??= id;
        state.Requirements ??= new TestRequirements { TestId = id, ModelId = "vision/vit-small", ModelType = ModelTypes.Vision };
        state.Status = TestStatus.Assigned;
        state.Epoch++;
        state.Version++;
        state.Worker = worker;
        state.Generation = 1;
        state.Browser = BrowserTypes.Chrome;
        state.Backend = Backends.Wasm;
        state.SubmittedAt = now;
        state.AssignedAt = now;
        state.Placement ??= new(new Dictionary<string, double> { ["affinity"] = 1, ["utilization"] = .8, ["residency"] = .5, ["completion"] = .9 }, .82, []);
        state.History = [new(1, 0, now, "submitted", TestStatus.Queued, null, null), new(state.Version, state.Epoch, now, "assigned", TestStatus.Assigned, worker, "chrome/wasm")];
    }

    internal static bool Reserve(WorkerState state, RunKey run)
    {
        state.Generation = 1;
        while (state.Slots.Count >= Slots)
        {
            state.Slots.RemoveAt(0);
        }

        state.Slots.Add(new Slot(run, Exclusive: false));
        return true;
    }
}
