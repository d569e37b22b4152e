using Orleans.Concurrency;

namespace Orleans.Behaviour.Tests.Transactions;

[Alias("behaviour.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    [Alias("Add"), Transaction(TransactionOption.CreateOrJoin)]
    Task<int> Add(int amount);

    [Alias("AddJoined"), Transaction(TransactionOption.Join)]
    Task AddJoined(int amount);

    [Alias("Note"), Transaction(TransactionOption.Join)]
    Task Note(string entry);

    [Alias("AddAlone"), Transaction(TransactionOption.Create)]
    Task AddAlone(int amount);

    [Alias("AddAndThrow"), Transaction(TransactionOption.CreateOrJoin)]
    Task AddAndThrow(int amount, string message);

    [Alias("Balance"), Transaction(TransactionOption.CreateOrJoin)]
    Task<int> Balance();

    [Alias("Entries"), Transaction(TransactionOption.CreateOrJoin)]
    Task<List<string>> Entries();

    [Alias("AddReadOnly"), Transaction(TransactionOption.Create), ReadOnly]
    Task AddReadOnly(int amount);

    [Alias("IdWhenJoined"), Transaction(TransactionOption.CreateOrJoin)]
    Task<string?> IdWhenJoined();

    [Alias("IdWhenSupported"), Transaction(TransactionOption.Supported)]
    Task<string?> IdWhenSupported();

    [Alias("IdWhenSuppressed"), Transaction(TransactionOption.Suppress)]
    Task<string?> IdWhenSuppressed();

    [Alias("IdWhenCreated"), Transaction(TransactionOption.Create)]
    Task<string?> IdWhenCreated();

    [Alias("IdWhenNotAllowed"), Transaction(TransactionOption.NotAllowed)]
    Task<string?> IdWhenNotAllowed();

    [Alias("IdWhenPlain")]
    Task<string?> IdWhenPlain();

    [Alias("AddWithoutTransaction")]
    Task AddWithoutTransaction(int amount);

    /// <summary>A plain method around a transaction: own state first, then another grain.</summary>
    [Alias("Transfer")]
    Task<int> Transfer(string to, int amount, TransferEnd end);

    /// <summary>Calls another account without awaiting it.</summary>
    [Alias("AddAndForget"), Transaction(TransactionOption.CreateOrJoin)]
    Task AddAndForget(string other, int amount);

    /// <summary>Ends this activation when it is idle.</summary>
    [Alias("Deactivate")]
    Task Deactivate();
}
