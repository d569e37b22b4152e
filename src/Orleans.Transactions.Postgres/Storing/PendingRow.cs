namespace Orleans.Transactions.Postgres;

/// <summary>A prepared state as it is stored.</summary>
internal sealed record PendingRow(long Sequence, string TransactionId, long At, ParticipantRow Manager, byte[] State);
