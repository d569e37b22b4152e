namespace OrleansBridge.Client;

/// <summary>Repeats an idempotent call that did not get through, with back-off and jitter, for a while.</summary>
/// <param name="patience">How long after the first failure a call is begun again.</param>
/// <param name="time">Whose clock counts.</param>
/// <param name="gateways">Null: no connection can be lost.</param>
internal sealed class Retry(TimeSpan patience, TimeProvider time, LostGateways? gateways = null)
{
    /// <summary>How long a call that may have gone over another connection than the one that was lost is waited for.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        long? failing = null;
        for (var delay = First; ; delay = delay * 2 < Longest ? delay * 2 : Longest)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return await AnswerAsync(call);
            }
            catch (Exception e) when (PassingFailure.Is(e, cancellation) && time.GetElapsedTime(failing ??= time.GetTimestamp()) < patience)
            {
                await Task.Delay(delay / 2 + delay / 2 * Random.Shared.NextDouble(), time, cancellation);
            }
        }
    }

    private async Task<T> AnswerAsync<T>(Func<Task<T>> call)
    {
        if (gateways is null || patience <= TimeSpan.Zero)
        {
            return await call();
        }

        var lost = gateways.Next;
        var answer = call();
        if (await Task.WhenAny(answer, lost) == lost && await Task.WhenAny(answer, Task.Delay(Doubt, time)) != answer)
        {
            answer.Ignore();
            throw new TimeoutException("The connection to a silo was lost before the answer came.");
        }

        return await answer;
    }
}
