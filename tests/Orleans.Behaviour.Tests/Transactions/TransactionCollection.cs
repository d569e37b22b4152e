namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>Tests that share a silo.</summary>
[CollectionDefinition(nameof(TransactionCollection))]
public sealed class TransactionCollection : ICollectionFixture<TransactionCluster>;
