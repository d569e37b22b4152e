namespace OrleansBridge.Grains.Agents;

/// <summary>
/// Lets a run begin beside others only while the silo keeps up and has memory, so that software rendering cannot starve it into its
/// own death. One run at a time always gets through: slow is better than nothing.
/// </summary>
/// <param name="delay">How late the silo's work is.</param>
/// <param name="time">For the waits between looks.</param>
internal sealed class AdmissionGate(Func<TimeSpan> delay, TimeProvider time)
{
    /// <summary>A quarter of a membership probe's time, so that a probe's few steps still pass in time.</summary>
    private static readonly TimeSpan Tolerable = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private volatile bool _refuses;
    private int _inside;

    /// <summary>Whether nothing begins beside what runs, however well the silo keeps up: its memory is all but gone.</summary>
    public bool Refuses
    {
        get => _refuses;
        set => _refuses = value;
    }

    /// <summary>Waits to begin; dispose what comes back at the end.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        IDisposable? inside;
        while ((inside = TryEnter()) is null)
        {
            await Task.Delay(Look, time, cancellation);
        }

        return inside;
    }

    /// <summary>Begins, or not; dispose what comes back at the end.</summary>
    /// <returns>Null where it would have to wait.</returns>
    public IDisposable? TryEnter()
    {
        lock (_lock)
        {
            if (_inside > 0 && (Refuses || delay() > Tolerable))
            {
                return null;
            }

            _inside++;
            return new Exit(this);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _inside--;
        }
    }

    private sealed class Exit(AdmissionGate gate) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                gate.Leave();
            }
        }
    }
}
