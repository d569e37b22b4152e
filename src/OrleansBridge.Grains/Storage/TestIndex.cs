using System.Text.Json;
using OrleansBridge.Grains.Index;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Grains.Repair;
using OrleansBridge.Json;
using OrleansBridge.Postgres;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Storage;

/// <summary>The committed tests as PostgreSQL's views show them.</summary>
internal sealed class TestIndex(TestQueries queries, IGrainFactory grains) : ITestIndex
{
    public async Task<TestState?> ReadAsync(string testId, CancellationToken cancellation) =>
        await queries.ReadAsync(testId, cancellation) is { } json ? Parse(testId, json) : null;

    public async Task<IReadOnlyList<OpenTest>> OpenAsync(string? after, int limit, CancellationToken cancellation)
    {
        var rows = await queries.OpenAsync(after, limit, cancellation: cancellation);
        return [.. rows.Select(r => new OpenTest(r.TestId, r.Status, r.Epoch, r.Worker, r.Generation, r.DeadlineAt, r.AssignedAt) { Damaged = r.Damaged })];
    }

    public async Task<TestPage> ListAsync(TestQuery query, CancellationToken cancellation)
    {
        var page = await queries.ListAsync(query, cancellation);
        var tests = new List<TestSnapshot?>();
        foreach (var (id, json) in page.TestIds.Zip(page.States))
        {
            tests.Add(await SnapshotAsync(id, json));
        }

        return new TestPage([.. tests.OfType<TestSnapshot>()], page.Cursor);
    }

    public async Task<IReadOnlyList<LedgerWorker>> WorkersAsync(CancellationToken cancellation) =>
        [.. (await queries.WorkersAsync(cancellation)).Select(w => new LedgerWorker(w.Worker, w.Generation, w.Damaged))];

    /// <summary>A damaged row is no reason to leave its test out: the grain rebuilds it, and knows.</summary>
    private async Task<TestSnapshot?> SnapshotAsync(string id, byte[] json)
    {
        try
        {
            return Parse(id, json).ToSnapshot();
        }
        catch (JsonException)
        {
            return await grains.GetGrain<ITestGrain>(id).GetAsync();
        }
    }

    private static TestState Parse(string id, byte[] json)
    {
        var state = JsonSerializer.Deserialize<TestState>(json, BridgeJson.Options) ?? throw new JsonException("it is null");
        return LedgerCheck.Problem(state, id) is { } problem ? throw new JsonException(problem) : state;
    }
}
