namespace OrleansBridge.Client;

/// <summary>Repeats an idempotent call that did not get through, with back-off and jitter, for a while.</summary>
/// <param name="patience">How long after the first failure a call is begun again.</param>
/// <param name="time">Whose clock counts.</param>
internal sealed class Retry(TimeSpan patience, TimeProvider time)
{
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
                return await call();
            }
            catch (Exception e) when (PassingFailure.Is(e, cancellation) && time.GetElapsedTime(failing ??= time.GetTimestamp()) < patience)
            {
                await Task.Delay(delay / 2 + delay / 2 * Random.Shared.NextDouble(), time, cancellation);
            }
        }
    }
}
