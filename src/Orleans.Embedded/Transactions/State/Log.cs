using Microsoft.Extensions.Logging;

namespace Orleans.Transactions.State;

/// <summary>What an operator hears of transactions.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Transactional state {State}: the store failed ({Status}), what is stored is read again")]
    public static partial void StoreFailed(ILogger logger, ParticipantId state, TransactionalStatus status, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Transactional state {State}: transaction {TransactionId} could not be confirmed to {Participant}, it will be tried again")]
    public static partial void ConfirmationFailed(ILogger logger, ParticipantId state, Guid transactionId, ParticipantId participant, Exception exception);

    [LoggerMessage(LogLevel.Error, "Transactional state: the work on transactions failed")]
    public static partial void WorkFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Transactional state {State}: transaction {TransactionId} could not be queued to commit and is aborted")]
    public static partial void EnqueueFailed(ILogger logger, ParticipantId state, Guid transactionId, Exception exception);
}
