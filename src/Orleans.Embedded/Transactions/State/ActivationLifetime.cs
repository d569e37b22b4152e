namespace Orleans.Transactions.State;

/// <summary>The end of the activation that holds a state: work under way is let finish, new work does not begin.</summary>
internal sealed class ActivationLifetime(Action<string> deactivate) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private int _blocks;
    private TaskCompletionSource? _idle;

    public CancellationToken Stopping => _stopping.Token;

    public void Deactivate(string why) => deactivate(why);

    public IDisposable Block() => new Blocking(this);

    public void Dispose() => _stopping.Dispose();

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        if (_blocks > 0)
        {
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await Task.WhenAny(_idle.Task, Task.Delay(Patience));
        }
    }

    private sealed class Blocking : IDisposable
    {
        private readonly ActivationLifetime _lifetime;

        public Blocking(ActivationLifetime lifetime)
        {
            _lifetime = lifetime;
            lifetime._blocks++;
        }

        public void Dispose()
        {
            if (--_lifetime._blocks == 0)
            {
                _lifetime._idle?.TrySetResult();
            }
        }
    }
}
