namespace OrleansBridge.Grains.Ledgers;

/// <summary>
/// A transaction over a test and others that is locked in the order test, others, and yet managed by one of the others.
/// </summary>
/// <remarks>
/// Orleans makes the first participant that wrote a transaction's manager. The manager commits everything that is decided
/// with one store; a participant that is not takes one transaction after the other through vote, decision and confirmation,
/// two stores each. A worker's ledger is shared by all its tests, so the worker should be the manager, or its tests queue
/// for it. A nested part counts its participants when it ends: the test's part is one, and ends last. Whoever is chosen,
/// the outcome is the same; only the time it takes differs.
/// </remarks>
internal static class DecidedByOthers
{
    /// <param name="client">Runs the transaction.</param>
    /// <param name="own">The step on the caller's own state.</param>
    /// <param name="others">The steps on others, given what the own one returned; false undoes everything.</param>
    public static Task RunDecidedByOthers<TOwn>(this ITransactionClient client, Func<Task<TOwn>> own, Func<TOwn, Task<bool>> others) =>
        client.RunTransaction(TransactionOption.Create, async () =>
        {
            var done = new TaskCompletionSource<TOwn>(TaskCreationOptions.RunContinuationsAsynchronously);
            var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var part = client.RunTransaction(TransactionOption.Join, async () =>
            {
                try
                {
                    done.SetResult(await own());
                }
                catch (Exception e)
                {
                    done.SetException(e);
                    throw;
                }

                await last.Task;
                return true;
            });
            try
            {
                return await others(await done.Task);
            }
            finally
            {
                last.SetResult();
                await part;
            }
        });
}
