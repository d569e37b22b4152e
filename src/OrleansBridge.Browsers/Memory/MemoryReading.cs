using System.Diagnostics;

namespace OrleansBridge.Browsers.Memory;

/// <summary>Readings of one process tree, spaced so that they take at most a fiftieth of the time.</summary>
internal sealed class MemoryReading(TimeProvider time)
{
    private const int Share = 50;

    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private DateTimeOffset _notBefore;

    /// <summary>The last reading, MB (10^6 bytes).</summary>
    public double? LastMb { get; private set; }

    /// <returns>A new reading, or null when it is too early for one.</returns>
    public double? Read(int root)
    {
        lock (_gate)
        {
            if (time.GetUtcNow() < _notBefore)
            {
                return null;
            }

            _notBefore = DateTimeOffset.MaxValue;
        }

        long begun = Stopwatch.GetTimestamp();
        double? reading = ProcessTreeMemory.ReadMb(root);
        var cost = Stopwatch.GetElapsedTime(begun) * Share;
        lock (_gate)
        {
            _notBefore = time.GetUtcNow() + (cost > LeastInterval ? cost : LeastInterval);
            LastMb = reading ?? LastMb;
        }

        return reading;
    }
}
