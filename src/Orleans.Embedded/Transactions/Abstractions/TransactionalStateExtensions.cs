namespace Orleans.Transactions.Abstractions;

public static class TransactionalStateExtensions
{
    /// <summary>Changes the state without a result.</summary>
    public static Task PerformUpdate<TState>(this ITransactionalState<TState> transactionalState, Action<TState> updateAction)
        where TState : class, new() =>
        transactionalState.PerformUpdate(state =>
        {
            updateAction(state);
            return true;
        });
}
