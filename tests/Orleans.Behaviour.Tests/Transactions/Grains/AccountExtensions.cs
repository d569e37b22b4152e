using Orleans.Transactions;

namespace Orleans.Behaviour.Tests.Transactions;

internal static class AccountExtensions
{
    /// <summary>The balance once no transaction is left that is still to be undone: reading its result fails with it.</summary>
    public static async Task<int> SettledBalance(this IAccountGrain account)
    {
        while (true)
        {
            try
            {
                return await account.Balance();
            }
            catch (OrleansCascadingAbortException)
            {
            }
        }
    }
}
