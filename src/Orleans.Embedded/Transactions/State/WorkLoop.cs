using Microsoft.Extensions.Logging;

namespace Orleans.Transactions.State;

/// <summary>
/// Does a piece of work when notified, one run at a time, in the activation's turns. Notifications during a run make
/// one more run. A run does what it can do at once before <see cref="Notify()"/> returns.
/// </summary>
internal sealed class WorkLoop(Func<Task> work, ILogger logger, CancellationToken stop)
{
    private bool _running;
    private bool _again;
    private DateTime _wakeAt = DateTime.MaxValue;

    public void Notify()
    {
        _again = true;
        if (!_running)
        {
            RunAsync().Ignore();
        }
    }

    /// <summary>Notifies then or earlier: the work looks at its own limits, so that one timer serves many transactions.</summary>
    public void Notify(DateTime due)
    {
        if (due < _wakeAt)
        {
            _wakeAt = due;
            WakeAsync(due).Ignore();
        }
    }

    private async Task RunAsync()
    {
        _running = true;
        while (_again && !stop.IsCancellationRequested)
        {
            _again = false;
            try
            {
                await work();
            }
            catch (Exception exception)
            {
                Log.WorkFailed(logger, exception);
            }
        }

        _running = false;
    }

    private async Task WakeAsync(DateTime due)
    {
        var delay = due - DateTime.UtcNow;
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, stop);
        }

        if (_wakeAt == due)
        {
            _wakeAt = DateTime.MaxValue;
        }

        Notify();
    }
}
