using Microsoft.Extensions.Logging;
using Orleans.Transactions.Postgres;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Postgres;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Repair;

/// <summary>Keeps a ledger's damaged row in quarantine and makes the ledger anew: from its events, and from the ledgers it must agree with.</summary>
internal sealed partial class LedgerRebuild(
    Quarantine quarantine, LedgerFacts facts, EventStore events, TimeProvider time, ILogger<LedgerRebuild> log) : IDamagedStateHandler
{
    public string? Check(string grainId, string stateName, object state) => state switch
    {
        TestState test => LedgerCheck.Problem(test, KeyOf(grainId)),
        WorkerState worker => LedgerCheck.Problem(worker, KeyOf(grainId)),
        _ => null,
    };

    public async Task<object?> RebuildAsync(DamagedState damaged)
    {
        LogDamaged(damaged.GrainId, damaged.Why);
        await quarantine.KeepAsync(damaged.ServiceId, damaged.GrainId, damaged.StateName, damaged.Why);
        var key = KeyOf(damaged.GrainId);
        return damaged.StateName switch
        {
            "test" => await TestAsync(key, damaged),
            "worker" => await WorkerAsync(key, damaged),
            "key" => new ConcurrencyKeyState { Owner = await facts.KeyOwnerAsync(key) },
            _ => null,
        };
    }

    private async Task<TestState> TestAsync(string id, DamagedState damaged)
    {
        var state = TestRebuild.Rebuild(new TestFacts
        {
            TestId = id,
            Events = await events.ReadAsync(id),
            Completed = await facts.ResultAsync(id),
            Slot = await facts.SlotAsync(id),
            SubmittedAt = await facts.SubmittedAtAsync(id),
            Damaged = damaged.Json,
        }, damaged.Why, time.GetUtcNow());
        var last = state.History[^1];
        await events.AppendAsync(new TestEvent(id, last.Version, last.Epoch, last.At, last.Kind, last));
        return state;
    }

    /// <summary>
    /// Slots are what the tests' ledgers say. Nobody but the lost row knew the generation: seconds since 1970 are above any
    /// number of registrations, so the worker's agent finds itself fenced and registers anew.
    /// </summary>
    private async Task<WorkerState> WorkerAsync(string id, DamagedState damaged) => new()
    {
        Descriptor = Salvage.Member<WorkerDescriptor>(damaged.Json, "descriptor") is { } sound && sound.WorkerId == id ? sound : null,
        Generation = time.GetUtcNow().ToUnixTimeSeconds(),
        Slots = [.. (await facts.AssignmentsAsync(id)).Select(a => new Slot(new RunKey(a.TestId, a.Epoch, 0), a.Exclusive))],
    };

    private static string KeyOf(string grainId) => grainId[(grainId.IndexOf('/', StringComparison.Ordinal) + 1)..];

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger of {GrainId} is damaged; its row is kept in bridge.quarantine and it is rebuilt: {Why}")]
    private partial void LogDamaged(string grainId, string why);
}
