namespace Orleans;

/// <summary>Marks a grain interface method that starts, joins, passes on or refuses a transaction.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TransactionAttribute(TransactionOption requirement) : Attribute
{
    public TransactionOption Requirement { get; } = requirement;
}
