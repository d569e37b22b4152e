namespace Orleans.Transactions.Abstractions;

/// <summary>Asks for a transactional state in a grain's constructor.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class TransactionalStateAttribute(string stateName, string? storageName = null)
    : Attribute, IFacetMetadata, ITransactionalStateConfiguration
{
    public string StateName { get; } = stateName;

    public string? StorageName { get; } = storageName;
}
