namespace Orleans.Transactions.Abstractions;

/// <summary>Names a transactional state and its storage.</summary>
public interface ITransactionalStateConfiguration
{
    string StateName { get; }

    /// <value>The key of the storage factory; null for the default one.</value>
    string? StorageName { get; }
}
