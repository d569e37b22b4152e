using Npgsql;

namespace Orleans.Transactions.Postgres;

/// <summary>
/// Puts the stores of many grains into one commit: while commits are in flight, the stores that arrive wait and become the
/// next one. A commit is one round trip; one that fails, or whose outcome is unknown, fails every store in it and is never
/// sent again, since it may have happened.
/// </summary>
/// <remarks>
/// A further commit beside those in flight begins only when half as many stores wait as are in flight: few stores do not wait
/// for each other, and many share a commit instead of being spread thinly, since each costs about as much as ten stores.
/// A commit that is held up, by a lock or a dead connection, holds up the others no longer than <see cref="Patience"/>.
/// </remarks>
internal sealed class GroupCommit : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly NpgsqlDataSource _source;
    private readonly int _writers;
    private readonly int _mostStores;
    private readonly Timer _patience;
    private readonly Lock _lock = new();
    private readonly Queue<StoreCommand> _waiting = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writing;
    private int _inFlight;
    private bool _closed;
    private bool _impatient;

    public GroupCommit(NpgsqlDataSource source, int writers, int mostStores)
    {
        (_source, _writers, _mostStores) = (source, writers, mostStores);
        _patience = new Timer(_ => GoOn());
    }

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
            Start(batch);
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
        await _patience.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The stores that wait have waited long enough.</summary>
    private void GoOn()
    {
        List<StoreCommand>? batch;
        lock (_lock)
        {
            _impatient = false;
            batch = Begin(evenIfFew: true);
        }

        if (batch is not null)
        {
            Start(batch);
        }
    }

    // On the caller's thread up to the first await: a store that need not wait is not handed to another thread first. The
    // writer outlives the call, so it must not carry the call's context into other grains' stores.
    private void Start(List<StoreCommand> batch)
    {
        using (ExecutionContext.SuppressFlow())
        {
            _ = WriteAsync(batch);
        }
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
    private List<StoreCommand>? Begin(bool evenIfFew = false)
    {
        if (_waiting.Count == 0 || _writing == _writers)
        {
            return null;
        }

        if (!evenIfFew && _waiting.Count < Math.Min(_inFlight / 2, _mostStores))
        {
            if (!_impatient)
            {
                _impatient = true;
                _patience.Change(Patience, Timeout.InfiniteTimeSpan);
            }

            return null;
        }

        var batch = new List<StoreCommand>(Math.Min(_waiting.Count, _mostStores));
        while (batch.Count < _mostStores && _waiting.TryDequeue(out var store))
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
        await using var connection = await _source.OpenConnectionAsync().ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(PlanByKey.Command());
        foreach (var store in stores)
        {
            batch.BatchCommands.Add(StoreStatement.Create(store));
        }

        // A batch without an explicit transaction is one: it commits when its end is reached.
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        var stored = new bool[stores.Count];
        for (var i = 0; i < stored.Length; i++)
        {
            stored[i] = batch.BatchCommands[i + 1].Rows > 0;
        }

        return stored;
    }
}
