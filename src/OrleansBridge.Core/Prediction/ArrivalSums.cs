namespace OrleansBridge.Core.Prediction;

/// <summary>Running sums over the steps that are over, newest first, so that any window is fitted at once.</summary>
internal readonly ref struct ArrivalSums
{
    // How many times its own variance a squared slope has to be before any of it is believed.
    private const double SlopeDoubt = 3;

    private readonly Span<double> _counts;
    private readonly Span<double> _moments;

    /// <param name="counts">The arrivals of the steps that are over, newest first.</param>
    /// <param name="space">Twice as many and two more.</param>
    public ArrivalSums(ReadOnlySpan<int> counts, Span<double> space)
    {
        _counts = space[..(counts.Length + 1)];
        _moments = space[(counts.Length + 1)..(2 * counts.Length + 2)];
        (_counts[0], _moments[0]) = (0, 0);
        for (var i = 0; i < counts.Length; i++)
        {
            _counts[i + 1] = _counts[i] + counts[i];
            _moments[i + 1] = _moments[i] + counts[i] * (i + .5);
        }
    }

    public int Steps => _counts.Length - 1;

    /// <summary>Arrivals in some steps, from so many back.</summary>
    public double Count(int back, int steps) => back + steps < _counts.Length ? _counts[back + steps] - _counts[back] : 0;

    /// <summary>
    /// The rate over a window from so many steps back, a step: in its middle and at its front, and its slope. The slope is shrunk towards 0 by
    /// what of it chance would make (positive-part James-Stein): a trend that is none costs more than one that is missed.
    /// </summary>
    public (double Front, double Slope, double Believed, int Steps) Fit(int back, int steps, bool line, double batching)
    {
        steps = Math.Min(steps, Steps - back);
        if (steps <= 0)
        {
            return (0, 0, 0, 0);
        }

        var sum = _counts[back + steps] - _counts[back];
        var rate = sum / steps;
        if (!line || sum == 0)
        {
            return (rate, 0, 0, steps);
        }

        double cubed = (double)steps * steps * steps;
        var slope = 12 / cubed * (sum * steps / 2 - (_moments[back + steps] - _moments[back] - back * sum));
        var chance = 12 * rate * batching / cubed;
        var believed = slope == 0 ? 0 : Math.Max(0, 1 - SlopeDoubt * chance / (slope * slope));
        return (Math.Max(0, rate + believed * slope * steps / 2), believed * slope, believed, steps);
    }
}
