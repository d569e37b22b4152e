using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Index;

/// <summary>The committed tests as the database shows them, outside any transaction.</summary>
public interface ITestIndex
{
    /// <summary>One test's committed state, or null.</summary>
    /// <exception cref="System.Text.Json.JsonException">Its row is damaged.</exception>
    Task<TestState?> ReadAsync(string testId, CancellationToken cancellation);

    /// <summary>A page of tests that are not completed, by id, after a given one.</summary>
    Task<IReadOnlyList<OpenTest>> OpenAsync(string? after, int limit, CancellationToken cancellation);

    /// <summary>What the workers' ledgers say.</summary>
    Task<IReadOnlyList<LedgerWorker>> WorkersAsync(CancellationToken cancellation);

    /// <summary>A page of tests for people.</summary>
    Task<TestPage> ListAsync(TestQuery query, CancellationToken cancellation);
}
