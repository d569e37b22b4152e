namespace Orleans.Embedded;

/// <summary>One object that grains may call: held weakly, one call at a time.</summary>
internal sealed class Observer(object target, CallRuntime runtime)
{
    private readonly WeakReference _target = new(target);
    private readonly Queue<Message> _waiting = new();
    private bool _running;

    /// <returns>False when the object is gone.</returns>
    public bool Receive(Message message)
    {
        if (!_target.IsAlive)
        {
            return false;
        }

        if (message.AlwaysInterleave)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => _ = RunAsync(message), null);
            return true;
        }

        lock (_waiting)
        {
            _waiting.Enqueue(message);
            if (_running)
            {
                return true;
            }

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(_ => _ = PumpAsync(), null);
        return true;
    }

    private async Task PumpAsync()
    {
        while (true)
        {
            Message? message;
            lock (_waiting)
            {
                if (!_waiting.TryDequeue(out message))
                {
                    _running = false;
                    return;
                }
            }

            await RunAsync(message);
        }
    }

    private Task RunAsync(Message message) => !message.Abandoned && _target.Target is { } target ? message.RunAsync(target, runtime) : Task.CompletedTask;
}
