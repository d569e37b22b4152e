namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>What one store was asked to do.</summary>
public sealed record StoreCall(
    string Grain, IReadOnlyList<long> Prepared, long? CommitUpTo, long? AbortAfter, int CommitRecords);
