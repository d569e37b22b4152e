using System.Diagnostics;

namespace OrleansBridge.Grains.Agents;

/// <summary>
/// How long work waits for a thread of the pool, measured ten times a second from a thread of its own. A silo
/// whose pool is starved answers no probe in time and is voted dead.
/// </summary>
internal sealed class ThreadPoolDelay : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private long _queued;
    private long _last;

    public ThreadPoolDelay()
    {
        _thread = new Thread(Measure) { IsBackground = true, Name = nameof(ThreadPoolDelay) };
        _thread.Start();
    }

    /// <summary>What the last work waited, or what the present one has waited so far.</summary>
    public TimeSpan Current
    {
        get
        {
            var queued = Volatile.Read(ref _queued);
            var last = TimeSpan.FromTicks(Volatile.Read(ref _last));
            var waiting = queued == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(queued);
            return waiting > last ? waiting : last;
        }
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Measure()
    {
        while (!_stop.Wait(Interval))
        {
            if (Volatile.Read(ref _queued) == 0)
            {
                Volatile.Write(ref _queued, Stopwatch.GetTimestamp());
                ThreadPool.UnsafeQueueUserWorkItem(static delay => delay.Ran(), this, preferLocal: false);
            }
        }
    }

    private void Ran()
    {
        Volatile.Write(ref _last, Stopwatch.GetElapsedTime(_queued).Ticks);
        Volatile.Write(ref _queued, 0);
    }
}
