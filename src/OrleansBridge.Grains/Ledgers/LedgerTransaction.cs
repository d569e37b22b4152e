using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Orleans.Transactions;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>
/// Runs a ledger step as one transaction: what is aborted soon is tried again with jitter, an unknown outcome is never repeated
/// blindly but told, so that the caller reads.
/// </summary>
internal sealed partial class LedgerTransaction(ITransactionClient client, TimeProvider time, ILogger<LedgerTransaction> log)
{
    private const int Tries = 6;

    /// <summary>
    /// What took this long ran into a time limit, as each attempt would: an activation that Orleans has begun to end, since the
    /// silo that listed it died, hears no more of its own transactions, and ends only when its calls do. The sweep tries again.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="step">The step; false refuses, at no store cost.</param>
    public Task<LedgerOutcome> RunAsync(Func<Task<bool>> step) =>
        RunAsync(agreed => client.RunTransaction(TransactionOption.Create, async () => agreed.Value = await step()));

    /// <param name="own">The step on the own state, which comes first in the order of locks.</param>
    /// <param name="others">The steps on keys and workers, given what the own one returned; false refuses.</param>
    public Task<LedgerOutcome> RunAsync<TOwn>(Func<Task<TOwn>> own, Func<TOwn, Task<bool>> others) =>
        RunAsync(agreed => client.RunDecidedByOthers(own, async done => agreed.Value = await others(done)));

    private async Task<LedgerOutcome> RunAsync(Func<StrongBox<bool>, Task> run)
    {
        var begun = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var agreed = new StrongBox<bool>();
            try
            {
                await run(agreed);
                return agreed.Value ? LedgerOutcome.Committed : LedgerOutcome.Refused;
            }
            catch (OrleansTransactionInDoubtException e)
            {
                LogInDoubt(e);
                return LedgerOutcome.Unknown;
            }
            catch (Exception e) when (e is OrleansTransactionException or TimeoutException)
            {
                if (attempt == Tries || time.GetElapsedTime(begun) >= Patience)
                {
                    LogFailed(e, attempt);
                    return LedgerOutcome.Failed;
                }

                LogAborted(e, attempt);
            }

            var longest = 10 << attempt;
            await Task.Delay(TimeSpan.FromMilliseconds(longest / 2 + Random.Shared.Next(longest / 2)), time);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A ledger transaction's outcome is unknown; the state will be read")]
    private partial void LogInDoubt(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "A ledger transaction was aborted (attempt {Attempt}); it is tried again")]
    private partial void LogAborted(Exception exception, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A ledger transaction failed {Attempts} times")]
    private partial void LogFailed(Exception exception, int attempts);
}
