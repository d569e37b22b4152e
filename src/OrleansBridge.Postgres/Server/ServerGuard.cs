namespace OrleansBridge.Postgres;

/// <summary>Starts a private server again that ended while its owner lives: nobody else would.</summary>
internal sealed class ServerGuard : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly ServerProcess _process;
    private readonly Action<string> _tell;
    private readonly Task _watch;

    public ServerGuard(ServerProcess process, Action<string> tell)
    {
        (_process, _tell) = (process, tell);
        _watch = Task.Run(WatchAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var pause = LookEvery;
            try
            {
                if (Postmaster.Find(_process.Folder.Cluster) is null)
                {
                    _tell("PostgreSQL has ended; it is started again");
                    await _process.EnsureRunningAsync(_stop.Token);
                }
            }
            catch (Exception e) when (e is PostgresSetupException or IOException or UnauthorizedAccessException)
            {
                _tell($"PostgreSQL does not start, it is tried again: {e.Message}");
                pause = AfterFailure;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
