namespace OrleansBridge.Grains.Balancing;

/// <summary>
/// The time by seconds counted from a start: leases and cool-downs must not end, or never end, because somebody set the
/// machine's clock. Times in ledgers are the clocks' of the silos that wrote them, and not to be compared with it.
/// </summary>
internal sealed class SteadyTime(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _since = time.GetTimestamp();

    public DateTimeOffset Now => _start + time.GetElapsedTime(_since);
}
