using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Tests.Simulation;

/// <summary>The promise, looked at after every step: SPEC section 1, points 1 to 4.</summary>
internal sealed class PromiseAudit(LedgerStore store)
{
    private readonly HashSet<string> _acknowledged = [];
    private readonly Dictionary<string, (long Epoch, long Version, TestStatus? Status, TestResult? Result)> _seen = [];

    public void Acknowledged(string test, bool acknowledged)
    {
        if (acknowledged)
        {
            _acknowledged.Add(test);
        }
    }

    public void Check()
    {
        foreach (var id in _acknowledged)
        {
            Assert.True(store.Committed<TestState>(id).Status is not null, $"{id} was acknowledged and is lost");
        }

        foreach (var test in store.All<TestState>().Where(t => t.Status is not null))
        {
            CheckHistory(test);
        }

        foreach (var worker in store.All<WorkerState>())
        {
            CheckSlots(worker);
        }

        foreach (var shared in store.All<TestState>().Where(t => t.Status == TestStatus.Assigned && t.Requirements!.ConcurrencyKey is not null).GroupBy(t => t.Requirements!.ConcurrencyKey!))
        {
            Assert.True(shared.Count() == 1 && store.Committed<ConcurrencyKeyState>(shared.Key).Owner == shared.First().TestId, $"key {shared.Key} has {shared.Count()} tests at once");
        }
    }

    private void CheckHistory(TestState test)
    {
        if (_seen.TryGetValue(test.TestId!, out var before))
        {
            Assert.True(test.Epoch >= before.Epoch && test.Version >= before.Version, $"{test.TestId} went back from epoch {before.Epoch} to {test.Epoch}");
            Assert.True(before.Status != TestStatus.Assigned || test.Status != TestStatus.Assigned || test.Epoch > before.Epoch || test.Version == before.Version || test.History[^1].Kind == "refused", $"{test.TestId} changed its owner within epoch {test.Epoch}");
            Assert.True(before.Result is null || ReferenceEquals(before.Result, test.Result), $"{test.TestId} got a second result");
            Assert.True(before.Status != TestStatus.Completed || test.Status == TestStatus.Completed, $"{test.TestId} was completed and is {test.Status} again");
        }

        _seen[test.TestId!] = (test.Epoch, test.Version, test.Status, test.Result);
        Assert.True(test.FailedAttempts <= test.Requirements!.MaxAttempts, $"{test.TestId} had {test.FailedAttempts} attempts");
        Assert.True(test.Result?.Outcome != Outcome.Simulated || test.Requirements.AllowSimulated, $"{test.TestId} was simulated though it does not allow it");
    }

    private void CheckSlots(WorkerState worker)
    {
        var id = worker.Descriptor?.WorkerId;
        var live = store.All<TestState>().Where(t => t.Status == TestStatus.Assigned && t.Worker == id).Select(t => t.Run).ToHashSet();
        Assert.True(live.SetEquals(worker.Slots.Select(s => s.Run)) && live.Count == worker.Slots.Count, $"{id} has {worker.Slots.Count} slots and {live.Count} live assignments");
        Assert.True(worker.Slots.Count <= (worker.Descriptor?.Capacity ?? 0), $"{id} holds {worker.Slots.Count} of {worker.Descriptor?.Capacity}");
        Assert.True(worker.Slots.Count < 2 || !worker.Slots.Any(s => s.Exclusive), $"{id} shares an exclusive run");
    }
}
