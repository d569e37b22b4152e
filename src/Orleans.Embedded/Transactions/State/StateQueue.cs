using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.State;

/// <summary>
/// The transactions of one state that have left the lock and are on their way into storage, in the order of their time.
/// Each builds on the one before: what aborts one aborts those behind it.
/// </summary>
internal sealed partial class StateQueue<TState> where TState : class, new()
{
    private readonly TransactionalStateOptions _options;
    private readonly ParticipantId _self;
    private readonly ParticipantChannel _channel;
    private readonly ITransactionalStateStorage<TState> _storage;
    private readonly ActivationLifetime _lifetime;
    private readonly ILogger _logger;
    private readonly WorkLoop _work;
    private readonly Confirmations _confirmations;
    private readonly List<TransactionRecord<TState>> _commits = [];
    private readonly Dictionary<Guid, EarlyVotes> _early = [];
    private StorageBatch<TState> _batch = new(new TransactionalStorageLoadResponse<TState>());
    private TState _stable = new();
    private long _stableSequenceNumber;

    public StateQueue(
        TransactionalStateOptions options,
        ParticipantId self,
        ParticipantChannel channel,
        ITransactionalStateStorage<TState> storage,
        ActivationLifetime lifetime,
        ILogger logger)
    {
        (_options, _self, _channel, _storage, _lifetime, _logger) = (options, self, channel, storage, lifetime, logger);
        _work = new WorkLoop(StoreAsync, logger, lifetime.Stopping);
        _confirmations = new Confirmations(self, channel, options.ConfirmationRetryDelay, CollectAsync, lifetime, logger);
        Lock = new StateLock<TState>(options, this, logger, lifetime.Stopping);
    }

    public StateLock<TState> Lock { get; }

    public CausalClock Clock { get; } = new();

    public void Notify() => _work.Notify();

    /// <summary>Gives a transaction the latest state, committed or not.</summary>
    public void ReadLatest(TransactionRecord<TState> record)
    {
        var last = _commits.Count > 0 ? _commits[^1] : null;
        record.State = last is null ? _stable : last.State;
        record.SequenceNumber = last?.SequenceNumber ?? _stableSequenceNumber;
    }

    /// <summary>A transaction left the lock to commit.</summary>
    public void Enqueue(TransactionRecord<TState> record)
    {
        if (_commits.Count > 0 && _commits[^1].Timestamp > record.Timestamp)
        {
            // The logical clocks exclude it; committing out of order would break those that follow.
            var disorder = new InvalidOperationException("A transaction's time is before that of its predecessor.");
            Log.EnqueueFailed(_logger, _self, record.TransactionId, disorder);
            TellAborted(record, TransactionalStatus.UnknownException, disorder);
            return;
        }

        _commits.Add(record);
        if (record.Role == CommitRole.Local)
        {
            CountEarlyVotes(record);
        }
        else if (record.Role == CommitRole.Remote)
        {
            PrepareInBatch(record);
        }
    }

    private void CountEarlyVotes(TransactionRecord<TState> record)
    {
        if (!_early.Remove(record.TransactionId, out var votes))
        {
            return;
        }

        record.Awaited -= votes.Prepared;
        if (votes.Refusal != TransactionalStatus.Ok)
        {
            Abort(_commits.Count - 1, votes.Refusal);
        }
    }

    private void PrepareInBatch(TransactionRecord<TState> record)
    {
        if (record.Wrote)
        {
            _batch.Prepare(record);
        }
        else
        {
            _batch.Read(record.Timestamp);
        }

        _batch.Then(stored => record.IsPrepared |= stored);
    }

    /// <summary>Aborts a transaction and all that built on it.</summary>
    private void Abort(int from, TransactionalStatus status)
    {
        var aborted = _commits.GetRange(from, _commits.Count - from);
        _commits.RemoveRange(from, aborted.Count);
        if (aborted.Find(a => a.Role == CommitRole.Remote && a.Wrote) is { } prepared)
        {
            _batch.Cancel(prepared.SequenceNumber);
        }

        for (var i = 0; i < aborted.Count; i++)
        {
            TellAborted(aborted[i], i == 0 ? status : TransactionalStatus.CascadingAbort, null);
        }

        Lock.BreakHolders();
        Lock.Notify();
    }

    /// <summary>Tells whoever waits for a transaction's outcome here that it aborted.</summary>
    public void TellAborted(TransactionRecord<TState> record, TransactionalStatus status, Exception? exception)
    {
        switch (record.Role)
        {
            case CommitRole.NotYetDetermined:
                // The agent finds the lock broken when it asks for the end.
                break;
            case CommitRole.Remote when record.LastSent is null:
                _channel.To(record.Manager).Prepared(record.TransactionId, record.Timestamp, status).Ignore();
                break;
            case CommitRole.Remote:
                record.Confirmed?.TrySetException(exception ?? new OrleansTransactionException($"Confirm failed: {status}"));
                break;
            case CommitRole.Local:
                foreach (var writer in record.Writers.Where(w => !ParticipantId.Comparer.Equals(w, _self)))
                {
                    _channel.To(writer).Cancel(record.TransactionId, record.Timestamp, status).Ignore();
                }

                Decide(record, status, exception);
                break;
            case CommitRole.ReadOnly:
                Decide(record, status, exception);
                break;
        }
    }

    private static void Decide(TransactionRecord<TState> record, TransactionalStatus status, Exception? exception)
    {
        if (exception is null)
        {
            record.Decision?.TrySetResult(status);
        }
        else
        {
            record.Decision?.TrySetException(exception);
        }
    }

    /// <summary>Votes that came before the manager was asked to commit.</summary>
    private sealed class EarlyVotes(DateTime since)
    {
        public DateTime Since { get; } = since;

        public int Prepared { get; set; }

        public TransactionalStatus Refusal { get; set; }
    }
}
