namespace Orleans.Transactions.Abstractions;

/// <summary>State that takes part in transactions, under a reader-writer lock.</summary>
public interface ITransactionalState<TState> where TState : class, new()
{
    /// <summary>Reads. The function must not change the state; its result is copied.</summary>
    Task<TResult> PerformRead<TResult>(Func<TState, TResult> readFunction);

    /// <summary>Reads and changes the transaction's own copy of the state; the result is copied.</summary>
    Task<TResult> PerformUpdate<TResult>(Func<TState, TResult> updateFunction);
}
