using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Orleans.Storage;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.Postgres;

/// <summary>
/// One grain's transactional state. The ETag is the row's version; beside it stands a fence that each Load replaces, so
/// that a store still in flight from before the Load, of this activation or of another, finds another fence and fails.
/// </summary>
internal sealed class PostgresTransactionalStateStorage<TState>(
    StateKey key, NpgsqlDataSource source, StaleFences fences, CommittedStates states, GroupCommit commits, StateJson json)
    : ITransactionalStateStorage<TState>
    where TState : class, new()
{
    private readonly SortedSet<long> _pending = [];
    private Task _previous = Task.CompletedTask;
    private bool _mustLoad = true;
    private long _fence;
    private long _committed;

    public async Task<TransactionalStorageLoadResponse<TState>> Load()
    {
        var done = await TurnAsync().ConfigureAwait(false);
        try
        {
            _mustLoad = true;
            _fence = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
            var loaded = await StateLoader.LoadAsync(source, key, _fence).ConfigureAwait(false);
            if (loaded is null)
            {
                fences.Count();
            }

            _pending.Clear();
            _committed = loaded?.CommittedSequence ?? 0;
            foreach (var row in loaded?.Pending ?? [])
            {
                _pending.Add(row.Sequence);
            }

            var response = loaded is null ? new() : Response(loaded, loaded.State is null ? new() : await states.ReadAsync<TState>(key, _fence, loaded.State).ConfigureAwait(false));
            _mustLoad = false;
            return response;
        }
        catch (NpgsqlException error)
        {
            throw PostgresStorageException.Of($"to load the state of {key}", error);
        }
        finally
        {
            done.SetResult();
        }
    }

    public async Task<string> Store(
        string? expectedETag,
        TransactionalStateMetaData metadata,
        List<PendingTransactionState<TState>>? statesToPrepare,
        long? commitUpTo,
        long? abortAfter)
    {
        // The caller goes on changing metadata and state objects: they become text before the first await.
        var records = MetadataJson.Write(metadata.CommitRecords);
        var clock = metadata.TimeStamp.Ticks;
        var prepares = statesToPrepare is { Count: > 0 } ? statesToPrepare.ConvertAll(Row) : [];

        var done = await TurnAsync().ConfigureAwait(false);
        try
        {
            if (_mustLoad)
            {
                throw new InvalidOperationException($"The state of {key} must be loaded before it can be stored, also after a failed store.");
            }

            var store = new StoreCommand(key, Version(expectedETag), _fence, clock, records);
            Plan(store, prepares, commitUpTo, abortAfter);
            _mustLoad = true;
            if (!await commits.StoreAsync(store).ConfigureAwait(false))
            {
                throw new InconsistentStateException(
                    $"The state of {key} was changed or loaded elsewhere since this activation loaded it.", "unknown", expectedETag ?? "null");
            }

            Remember(store);
            _mustLoad = false;
            return ((store.ExpectedVersion ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
        }
        finally
        {
            done.SetResult();
        }
    }

    // In the order of the contract: what abortAfter drops, what is prepared, how far is committed, what that makes obsolete.
    private void Plan(StoreCommand store, List<PendingRow> prepares, long? commitUpTo, long? abortAfter)
    {
        var commit = commitUpTo > _committed ? commitUpTo : null;
        foreach (var row in prepares)
        {
            if (row.Sequence > (commit ?? _committed))
            {
                store.Prepares.Add(row);
            }
            else if (row.Sequence == commit)
            {
                store.CommittedState = row.State;
            }
        }

        store.Commit = commit;
        if (commit is { } sequence && store.CommittedState is null && (!_pending.Contains(sequence) || sequence > abortAfter))
        {
            throw new InvalidOperationException($"The state of {key} is corrupt: transaction {sequence} is to be committed and was never prepared.");
        }

        store.DropUpTo = commit ?? 0;
        store.DropAbove = abortAfter ?? long.MaxValue;
        store.Drops = _pending.Count > 0 && (_pending.Min <= store.DropUpTo || _pending.Max > store.DropAbove);
    }

    private void Remember(StoreCommand store)
    {
        _committed = store.Commit ?? _committed;
        _pending.RemoveWhere(s => s <= store.DropUpTo || s > store.DropAbove);
        foreach (var row in store.Prepares)
        {
            _pending.Add(row.Sequence);
        }
    }

    private TransactionalStorageLoadResponse<TState> Response(LoadedState loaded, TState state) => new(
        loaded.Version.ToString(CultureInfo.InvariantCulture),
        state,
        loaded.CommittedSequence,
        new TransactionalStateMetaData { TimeStamp = Ticks.Read(loaded.Clock), CommitRecords = MetadataJson.Read(loaded.CommitRecords, json.Grains) },
        loaded.Pending.ConvertAll(row => new PendingTransactionState<TState>
        {
            SequenceId = row.Sequence,
            TransactionId = row.TransactionId,
            TimeStamp = Ticks.Read(row.At),
            TransactionManager = row.Manager.Read(json.Grains),
            State = json.Read<TState>(row.State),
        }));

    private PendingRow Row(PendingTransactionState<TState> state) => new(
        state.SequenceId,
        state.TransactionId,
        state.TimeStamp.Ticks,
        ParticipantRow.Of(state.TransactionManager),
        json.Write(state.State, key));

    private long? Version(string? etag)
    {
        if (string.IsNullOrEmpty(etag))
        {
            return null;
        }

        return long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new InconsistentStateException($"'{etag}' is no ETag of {key}.", "unknown", etag);
    }

    // One operation at a time: a Load waits for the store in flight.
    private async ValueTask<TaskCompletionSource> TurnAsync()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Interlocked.Exchange(ref _previous, mine.Task).ConfigureAwait(false);
        return mine;
    }
}
