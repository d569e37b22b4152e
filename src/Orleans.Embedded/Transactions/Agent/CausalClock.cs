namespace Orleans.Transactions;

/// <summary>A clock that never goes back and is always ahead of the times merged into it.</summary>
internal sealed class CausalClock
{
    private readonly Lock _lock = new();
    private long _last;

    public DateTime UtcNow() => MergeUtcNow(DateTime.MinValue);

    /// <summary>A time after all that was seen here and after <paramref name="time"/>.</summary>
    public DateTime MergeUtcNow(DateTime time)
    {
        lock (_lock)
        {
            _last = Math.Max(Math.Max(_last, time.Ticks) + 1, DateTime.UtcNow.Ticks);
            return new DateTime(_last, DateTimeKind.Utc);
        }
    }

    public void Merge(DateTime time)
    {
        lock (_lock)
        {
            _last = Math.Max(_last, time.Ticks);
        }
    }
}
