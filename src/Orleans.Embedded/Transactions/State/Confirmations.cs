using Microsoft.Extensions.Logging;

namespace Orleans.Transactions.State;

/// <summary>
/// Tells the other writers of a transaction that it committed, until each has made that durable; then its record is
/// collected. Until then the record is the only proof.
/// </summary>
internal sealed class Confirmations(
    ParticipantId self,
    ParticipantChannel channel,
    TimeSpan retryDelay,
    Func<Guid, Task<bool>> collect,
    ActivationLifetime lifetime,
    ILogger logger)
{
    private readonly HashSet<Guid> _pending = [];

    public bool IsPending(Guid transactionId) => _pending.Contains(transactionId);

    public void Add(Guid transactionId, DateTime time, List<ParticipantId> writers)
    {
        if (_pending.Add(transactionId))
        {
            RunAsync(transactionId, time, writers).Ignore();
        }
    }

    private async Task RunAsync(Guid transactionId, DateTime time, List<ParticipantId> writers)
    {
        var unconfirmed = writers.Where(w => !ParticipantId.Comparer.Equals(w, self)).ToList();
        while (true)
        {
            using (lifetime.Block())
            {
                var confirmed = await Task.WhenAll(unconfirmed.Select(w => ConfirmAsync(w, transactionId, time)));
                unconfirmed = unconfirmed.Where((_, i) => !confirmed[i]).ToList();
            }

            if (unconfirmed.Count == 0)
            {
                break;
            }

            await Task.Delay(retryDelay, lifetime.Stopping);
        }

        while (!await collect(transactionId).WaitAsync(lifetime.Stopping))
        {
            await Task.Delay(retryDelay, lifetime.Stopping);
        }

        _pending.Remove(transactionId);
    }

    private async Task<bool> ConfirmAsync(ParticipantId writer, Guid transactionId, DateTime time)
    {
        try
        {
            await channel.To(writer).Confirm(transactionId, time);
            return true;
        }
        catch (Exception exception)
        {
            Log.ConfirmationFailed(logger, self, transactionId, writer, exception);
            return false;
        }
    }
}
