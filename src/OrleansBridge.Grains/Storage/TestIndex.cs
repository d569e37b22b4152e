using System.Text.Json;
using OrleansBridge.Grains.Index;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Json;
using OrleansBridge.Postgres;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Storage;

/// <summary>The committed tests as PostgreSQL's views show them.</summary>
internal sealed class TestIndex(TestQueries queries) : ITestIndex
{
    public async Task<TestState?> ReadAsync(string testId, CancellationToken cancellation) =>
        await queries.ReadAsync(testId, cancellation) is { } json ? Parse(json) : null;

    public async Task<IReadOnlyList<OpenTest>> OpenAsync(string? after, int limit, CancellationToken cancellation)
    {
        var rows = await queries.OpenAsync(after, limit, cancellation: cancellation);
        return [.. rows.Select(r => new OpenTest(r.TestId, r.Status, r.Epoch, r.Worker, r.Generation, r.DeadlineAt, r.AssignedAt))];
    }

    public async Task<TestPage> ListAsync(TestQuery query, CancellationToken cancellation)
    {
        var page = await queries.ListAsync(query, cancellation);
        return new TestPage([.. page.States.Select(s => Parse(s).ToSnapshot()).OfType<TestSnapshot>()], page.Cursor);
    }

    private static TestState Parse(byte[] json) => JsonSerializer.Deserialize<TestState>(json, BridgeJson.Options)!;
}
