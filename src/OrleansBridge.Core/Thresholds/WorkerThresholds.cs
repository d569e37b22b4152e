namespace OrleansBridge.Core.Thresholds;

/// <summary>
/// A worker's thresholds: they move against the change of its load. A worker that fills counts as overloaded sooner, and no longer as one
/// to be given more; one that empties counts as overloaded later, and sooner as one to be given more. So they act as if the load a
/// few checks ahead were compared with fixed ones.
/// </summary>
/// <remarks>
/// Only a change moves them. At a constant load, whatever it is, what the load is and what it usually is agree, and the thresholds stand
/// where they started or return there: there is no integral that could wind up to a bound, and the bounds are reached by no change of
/// load, only approached.
/// </remarks>
public sealed record WorkerThresholds(double High, double Low)
{
    // A change of load by a third is already answered by two thirds of the way to a bound.
    private const double Gain = 2;

    /// <summary>When it was last checked; null: never.</summary>
    public DateTimeOffset? Checked { get; private init; }

    /// <summary>The load now and as it usually is, smoothed.</summary>
    private double Now { get; init; }
    private double Usual { get; init; }

    /// <summary>Where every worker starts.</summary>
    public static WorkerThresholds Start(ThresholdOptions options) => new(options.High, options.Low);

    /// <summary>Takes the load, when a check is due; a check that was missed is not made up for.</summary>
    /// <param name="utilization">Active over slots; above 1 counts as 1.</param>
    /// <param name="now">When.</param>
    /// <param name="options">The options.</param>
    public WorkerThresholds Check(double utilization, DateTimeOffset now, ThresholdOptions options)
    {
        if (now - Checked < options.Every || !double.IsFinite(utilization))
        {
            return this;
        }

        var load = Math.Clamp(utilization, 0, 1);
        var (current, usual) = Checked is null ? (load, load) : (Now + options.Now * (load - Now), Usual + options.Usual * (load - Usual));
        var change = Math.Tanh(Gain * Beyond(current - usual, options.Tolerated));
        var high = Step(High, Against(change, options.High, options.HighBounds), options.Rate);
        var low = Step(Low, Against(change, options.Low, options.LowBounds), options.Rate);
        return new(Math.Max(high, low + options.Gap), low) { Checked = now, Now = current, Usual = usual };
    }

    /// <summary>How a load stands to them.</summary>
    public bool IsOverloaded(double utilization) => utilization > High;

    /// <inheritdoc cref="IsOverloaded"/>
    public bool IsUnderutilized(double utilization) => utilization < Low;

    private static double Beyond(double change, double tolerated) => Math.Sign(change) * Math.Max(0, Math.Abs(change) - tolerated);

    /// <summary>From where it rests, as far towards the bound against the change as the change is large; never all the way.</summary>
    private static double Against(double change, double rest, (double Least, double Most) bounds) =>
        change > 0 ? rest - (rest - bounds.Least) * change : rest + (bounds.Most - rest) * -change;

    private static double Step(double from, double to, double most) => from + Math.Clamp(to - from, -most, most);
}
