using Orleans.Transactions;

namespace Orleans.Behaviour.Tests.Transactions;

internal static class AccountExtensions
{
    public static Task<int> SettledBalance(this IAccountGrain account) => Settled(account.Balance);

    public static Task<List<string>> SettledEntries(this IAccountGrain account) => Settled(account.Entries);

    /// <summary>Reads again until no transaction is left that is still to be undone: who reads its result fails with it.</summary>
    private static async Task<T> Settled<T>(Func<Task<T>> read)
    {
        while (true)
        {
            try
            {
                return await read();
            }
            catch (OrleansTransactionTransientFailureException)
            {
            }
        }
    }
}
