namespace Orleans.Transactions;

/// <summary>Runs delegates as transactions.</summary>
internal sealed class TransactionClient(TransactionAgent agent) : ITransactionClient
{
    public Task RunTransaction(TransactionOption transactionOption, Func<Task> transactionDelegate)
    {
        ArgumentNullException.ThrowIfNull(transactionDelegate);
        return RunTransaction(transactionOption, async () =>
        {
            await transactionDelegate();
            return true;
        });
    }

    public async Task RunTransaction(TransactionOption transactionOption, Func<Task<bool>> transactionDelegate)
    {
        ArgumentNullException.ThrowIfNull(transactionDelegate);
        var ambient = TransactionContext.Current;
        if (ambient is not null && transactionOption is (TransactionOption.Suppress or TransactionOption.NotAllowed))
        {
            throw new NotSupportedException("Delegate cannot be executed within a transaction.");
        }

        if (ambient is null && transactionOption == TransactionOption.Join)
        {
            throw new NotSupportedException("Delegate cannot be executed outside of a transaction.");
        }

        try
        {
            await (transactionOption switch
            {
                TransactionOption.Create => RunNewAsync(transactionDelegate),
                TransactionOption.Join or TransactionOption.CreateOrJoin =>
                    ambient is null ? RunNewAsync(transactionDelegate) : RunJoinedAsync(ambient, transactionDelegate),
                TransactionOption.Supported => RunSupportedAsync(ambient, transactionDelegate),
                TransactionOption.Suppress or TransactionOption.NotAllowed => transactionDelegate(),
                _ => throw new ArgumentOutOfRangeException(nameof(transactionOption), $"{transactionOption} is not supported"),
            });
        }
        finally
        {
            TransactionContext.Current = ambient;
        }
    }

    private async Task RunNewAsync(Func<Task<bool>> transactionDelegate)
    {
        var info = agent.Start(readOnly: false);
        await RunWithinAsync(info, transactionDelegate);
        if (await agent.CompleteAsync(info) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>A failure is only noted: it surfaces where the ambient transaction ends.</summary>
    private async Task RunJoinedAsync(TransactionInfo ambient, Func<Task<bool>> transactionDelegate)
    {
        var fork = ambient.Fork();
        await RunWithinAsync(fork, transactionDelegate);
        ambient.Return(fork);
    }

    private static async Task RunSupportedAsync(TransactionInfo? ambient, Func<Task<bool>> transactionDelegate)
    {
        var commit = await transactionDelegate();
        if (ambient is not null)
        {
            ambient.TryToCommit = commit;
        }
    }

    private async Task RunWithinAsync(TransactionInfo info, Func<Task<bool>> transactionDelegate)
    {
        TransactionContext.Current = info;
        try
        {
            info.TryToCommit = await transactionDelegate();
        }
        catch (Exception exception)
        {
            agent.Fail(info, exception);
        }

        info.ReconcilePending();
    }
}
