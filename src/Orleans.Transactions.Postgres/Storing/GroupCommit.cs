using Npgsql;

namespace Orleans.Transactions.Postgres;

/// <summary>
/// Puts the stores of many grains into one commit: while commits are in flight, the stores that arrive wait and become the
/// next one. A commit is one round trip; one that fails, or whose outcome is unknown, fails every store in it and is never
/// sent again, since it may have happened.
/// </summary>
internal sealed class GroupCommit(NpgsqlDataSource source, int writers, int mostStores) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<StoreCommand> _waiting = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writing;
    private bool _closed;

    /// <returns>Whether the row was as the store expected it; then it is durable.</returns>
    public Task<bool> StoreAsync(StoreCommand store)
    {
        List<StoreCommand> batch;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_writing == writers)
            {
                _waiting.Enqueue(store);
                return store.Stored.Task;
            }

            _writing++;
            batch = [store];
        }

        // On the caller's thread up to the first await: a store that need not wait is not handed to another thread first.
        // The writer outlives the call, so it must not carry the call's context into other grains' stores.
        using (ExecutionContext.SuppressFlow())
        {
            _ = WriteAsync(batch);
        }

        return store.Stored.Task;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
            if (_writing == 0)
            {
                _drained.TrySetResult();
            }
        }

        await _drained.Task.ConfigureAwait(false);
    }

    private async Task WriteAsync(List<StoreCommand> stores)
    {
        while (true)
        {
            await CommitAsync(stores).ConfigureAwait(false);
            lock (_lock)
            {
                stores = Next();
                if (stores.Count == 0)
                {
                    _writing--;
                    if (_closed && _writing == 0)
                    {
                        _drained.TrySetResult();
                    }

                    return;
                }
            }
        }
    }

    private List<StoreCommand> Next()
    {
        var stores = new List<StoreCommand>();
        while (stores.Count < mostStores && _waiting.TryDequeue(out var store))
        {
            stores.Add(store);
        }

        return stores;
    }

    private async Task CommitAsync(List<StoreCommand> stores)
    {
        // Two silos that store the same grains lock the rows in the same order.
        stores.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        bool[] stored;
        try
        {
            stored = await ExecuteAsync(stores).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            var error = thrown is NpgsqlException said ? PostgresStorageException.Of($"to commit {stores.Count} stores", said) : thrown;
            stores.ForEach(s => s.Stored.SetException(error));
            return;
        }

        for (var i = 0; i < stored.Length; i++)
        {
            stores[i].Stored.SetResult(stored[i]);
        }
    }

    private async Task<bool[]> ExecuteAsync(List<StoreCommand> stores)
    {
        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var store in stores)
        {
            batch.BatchCommands.Add(StoreStatement.Create(store));
        }

        // A batch without an explicit transaction is one: it commits when its end is reached.
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        var stored = new bool[stores.Count];
        for (var i = 0; i < stored.Length; i++)
        {
            stored[i] = batch.BatchCommands[i].Rows > 0;
        }

        return stored;
    }
}
