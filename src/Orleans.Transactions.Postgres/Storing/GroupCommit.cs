using Npgsql;

namespace Orleans.Transactions.Postgres;

/// <summary>
/// Puts the stores of many grains into one commit: while commits are in flight, the stores that arrive wait and become the
/// next one. A commit is one round trip; one that fails, or whose outcome is unknown, fails every store in it and is never
/// sent again, since it may have happened.
/// </summary>
/// <remarks>
/// A further commit beside those in flight begins only when as many stores wait as are in flight: few stores do not wait
/// for each other, and many share a commit instead of being spread thinly, since each costs about as much as ten stores.
/// </remarks>
internal sealed class GroupCommit(NpgsqlDataSource source, int writers, int mostStores) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<StoreCommand> _waiting = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writing;
    private int _inFlight;
    private bool _closed;

    /// <returns>Whether the row was as the store expected it; then it is durable.</returns>
    public Task<bool> StoreAsync(StoreCommand store)
    {
        List<StoreCommand>? batch;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _waiting.Enqueue(store);
            batch = Begin();
        }

        if (batch is not null)
        {
            // On the caller's thread up to the first await: a store that need not wait is not handed to another thread first.
            // The writer outlives the call, so it must not carry the call's context into other grains' stores.
            using (ExecutionContext.SuppressFlow())
            {
                _ = WriteAsync(batch);
            }
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

    private async Task WriteAsync(List<StoreCommand> first)
    {
        for (List<StoreCommand>? batch = first; batch is not null;)
        {
            await CommitAsync(batch).ConfigureAwait(false);
            lock (_lock)
            {
                _writing--;
                _inFlight -= batch.Count;
                batch = Begin();
                if (_closed && _writing == 0)
                {
                    _drained.TrySetResult();
                }
            }
        }
    }

    /// <summary>The stores of a commit that may begin now; null when there is none. Whoever ends a commit asks again.</summary>
    private List<StoreCommand>? Begin()
    {
        if (_waiting.Count == 0 || _writing == writers || _waiting.Count < Math.Min(_inFlight, mostStores))
        {
            return null;
        }

        var batch = new List<StoreCommand>(Math.Min(_waiting.Count, mostStores));
        while (batch.Count < mostStores && _waiting.TryDequeue(out var store))
        {
            batch.Add(store);
        }

        _writing++;
        _inFlight += batch.Count;
        return batch;
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
