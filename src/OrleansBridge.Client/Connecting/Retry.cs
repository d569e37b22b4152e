namespace OrleansBridge.Client;

/// <summary>Repeats an idempotent call that did not get through, with back-off and jitter.</summary>
internal sealed class Retry(int retries, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return await call();
            }
            catch (Exception e) when (attempt < retries && (e is TimeoutException or OrleansException or InvalidOperationException))
            {
                var delay = First * (1 << Math.Min(attempt, 6));
                await Task.Delay(delay / 2 + delay / 2 * Random.Shared.NextDouble(), time, cancellation);
            }
        }
    }
}
