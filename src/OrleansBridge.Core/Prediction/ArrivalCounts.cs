namespace OrleansBridge.Core.Prediction;

/// <summary>How many tests of one pair came, in steps of time: a ring over the longest window, so of a fixed size.</summary>
internal sealed class ArrivalCounts(TimeSpan longest)
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly int[] _steps = new int[(int)(longest / Step) + Volatility.Compared + 1];
    private long _newest = long.MinValue;

    /// <summary>The last arrival; null before the first.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>Steps that are kept, the one that is not over included.</summary>
    public int Length => _steps.Length;

    /// <summary>An arrival; one from before the longest window is not counted.</summary>
    public void Add(DateTimeOffset at, DateTimeOffset now)
    {
        Advance(now);
        var step = StepOf(at);
        if (step > _newest - _steps.Length && step <= _newest)
        {
            _steps[step % _steps.Length]++;
            Last = at < Last ? Last : at;
        }
    }

    /// <summary>Forgets what is older than the longest window.</summary>
    public void Advance(DateTimeOffset now)
    {
        var step = StepOf(now);
        if (step <= _newest)
        {
            return;
        }

        var passed = _newest == long.MinValue ? _steps.Length : Math.Min(step - _newest, _steps.Length);
        for (var i = 0; i < passed; i++)
        {
            _steps[(step - i) % _steps.Length] = 0;
        }

        _newest = step;
    }

    /// <summary>Arrivals in the step that is not over.</summary>
    public int Begun => _steps[_newest % _steps.Length];

    /// <summary>The newest step: while it is the same, only that one's count changes, but for tests that are told of late.</summary>
    public long Newest => _newest;

    /// <summary>The counts, newest first.</summary>
    public void CopyTo(Span<int> counts)
    {
        var at = (int)(_newest % _steps.Length);
        for (var back = 0; back < counts.Length; back++)
        {
            counts[back] = _steps[at];
            at = at == 0 ? _steps.Length - 1 : at - 1;
        }
    }

    /// <summary>The part of the newest step that is over.</summary>
    public static TimeSpan Into(DateTimeOffset now) => TimeSpan.FromTicks(now.UtcTicks % Step.Ticks);

    private static long StepOf(DateTimeOffset at) => at.UtcTicks / Step.Ticks;
}
