using Orleans.Embedded;
using Orleans.Runtime;

namespace Orleans.Transactions.State;

/// <summary>The end of the activation that holds a state: work under way is let finish, new work does not begin.</summary>
internal sealed class ActivationLifetime : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Activation _activation;
    private readonly CancellationTokenSource _stopping = new();
    private int _blocks;
    private TaskCompletionSource? _idle;

    public ActivationLifetime(Activation activation)
    {
        _activation = activation;
        Stopping = _stopping.Token;
        activation.ObservableLifecycle.Subscribe<ActivationLifetime>(GrainLifecycleStage.Last, _ => Task.CompletedTask, _ => StopAsync());

        // Whose silo dies is not stopped; it must do nothing more all the same.
        activation.Deactivated.ContinueWith(_ => Dispose(), TaskScheduler.Default).Ignore();
    }

    public CancellationToken Stopping { get; }

    public void Deactivate(string why) => _activation.Deactivate(new(DeactivationReasonCode.ApplicationError, why));

    public IDisposable Block() => new Blocking(this);

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task StopAsync()
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
