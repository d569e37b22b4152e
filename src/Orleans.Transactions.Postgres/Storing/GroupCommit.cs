using System.Threading.Channels;
using Npgsql;

namespace Orleans.Transactions.Postgres;

/// <summary>
/// Puts the stores of many grains into one commit: while commits are in flight, the stores that arrive wait and become the
/// next one. A commit is one round trip; one that fails, or whose outcome is unknown, fails every store in it and is never
/// sent again, since it may have happened.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private readonly Channel<StoreCommand> _queue = Channel.CreateUnbounded<StoreCommand>();
    private readonly NpgsqlDataSource _source;
    private readonly int _most;
    private readonly Task _writers;

    public GroupCommit(NpgsqlDataSource source, int writers, int mostStores)
    {
        _source = source;
        _most = mostStores;
        _writers = Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(WriteAsync)));
    }

    /// <returns>Whether the row was as the store expected it; then it is durable.</returns>
    public Task<bool> StoreAsync(StoreCommand store)
    {
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(store), this);
        return store.Stored.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writers.ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        var stores = new List<StoreCommand>();
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            stores.Clear();
            while (stores.Count < _most && _queue.Reader.TryRead(out var store))
            {
                stores.Add(store);
            }

            if (stores.Count > 0)
            {
                await CommitAsync(stores).ConfigureAwait(false);
            }
        }
    }

    private async Task CommitAsync(List<StoreCommand> stores)
    {
        // Two silos that store the same grains lock the rows in the same order.
        stores.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        try
        {
            await using var connection = await _source.OpenConnectionAsync().ConfigureAwait(false);
            await using var batch = new NpgsqlBatch(connection);
            foreach (var store in stores)
            {
                batch.BatchCommands.Add(StoreStatement.Create(store));
            }

            // A batch without an explicit transaction is one: it commits when its end is reached.
            await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
            for (var i = 0; i < stores.Count; i++)
            {
                stores[i].Stored.SetResult(batch.BatchCommands[i].Rows > 0);
            }
        }
        catch (Exception thrown)
        {
            var error = thrown is NpgsqlException said ? PostgresStorageException.Of($"to commit {stores.Count} stores", said) : thrown;
            foreach (var store in stores)
            {
                store.Stored.TrySetException(error);
            }
        }
    }
}
