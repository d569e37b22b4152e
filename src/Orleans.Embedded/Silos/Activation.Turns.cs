namespace Orleans.Embedded;

/// <summary>Which call runs when.</summary>
internal sealed partial class Activation
{
    /// <summary>Runs work as a turn of this activation, beside its calls.</summary>
    public Task RunAsTurnAsync(Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scheduler.Post(() => _ = RunAsync());
        return done.Task;

        async Task RunAsync()
        {
            try
            {
                await work();
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }
    }

    /// <summary>Runs something short as a turn of this activation, beside its calls.</summary>
    public void Post(Action turn) => _scheduler.Post(turn);

    private void Wake()
    {
        lock (_lock)
        {
            if (_posted)
            {
                return;
            }

            _posted = true;
        }

        _scheduler.Post(Pump);
    }

    private void Pump()
    {
        lock (_lock)
        {
            _posted = false;
            if (_changing)
            {
                return;
            }

            if (_state == ActivationState.Creating)
            {
                _changing = true;
                _state = ActivationState.Activating;
                _ = ActivateAsync();
                return;
            }

            if (_state == ActivationState.Deactivating && _running.Count == 0)
            {
                _changing = true;
                _ = DeactivateAsync();
                return;
            }
        }

        while (Next() is { } turn)
        {
            _ = RunAsync(turn);
        }
    }

    /// <summary>Takes the next turn that may run now. Among the oldest few the order is drawn: calls arrive in no order.</summary>
    private Turn? Next()
    {
        lock (_lock)
        {
            if (_state is not ActivationState.Valid)
            {
                return null;
            }

            _waiting.RemoveAll(t => t.Abandoned);
            var shift = Silo.Runtime.Cluster.Shuffle(_waiting.Count);
            for (var i = 0; i < _waiting.Count; i++)
            {
                var at = i == 0 ? shift : i <= shift ? i - 1 : i;
                var turn = _waiting[at];
                if (MayRun(turn))
                {
                    _waiting.RemoveAt(at);
                    _running.Add(turn);
                    if (_blocking is null && !turn.AlwaysInterleave)
                    {
                        _blocking = turn;
                    }

                    return turn;
                }
            }

            return null;
        }
    }

    private bool MayRun(Turn turn) =>
        _running.Count == 0
        || turn.AlwaysInterleave
        || _blocking is null
        || Class.Reentrant
        || (_blocking.ReadOnly && turn.ReadOnly)
        || (turn.ReentrancyId is var id && id != Guid.Empty && _sections.ContainsKey(id));

    private async Task RunAsync(Turn turn)
    {
        await turn.RunAsync(this);
        lock (_lock)
        {
            _running.Remove(turn);
            if (_blocking == turn)
            {
                _blocking = null;
            }

            if (turn.KeepAlive)
            {
                Interlocked.Exchange(ref _idleSince, Silo.Runtime.Time.GetTimestamp());
            }
        }

        Wake();
    }
}
