namespace OrleansBridge.Core.Prediction;

/// <summary>The rate of arrivals now and how it changes, as far as windows of counts show it.</summary>
/// <param name="PerSecond">Arrivals a second, now.</param>
/// <param name="Slope">By how much that grows each second; 0 where it might as well be chance.</param>
/// <param name="Variance">The variance of <paramref name="PerSecond"/>.</param>
/// <param name="Batching">Index of dispersion over steps: 1 where tests come one by one.</param>
/// <param name="Window">The window; of several that have a say, their mean.</param>
internal readonly record struct ArrivalRate(double PerSecond, double Slope, double Variance, double Batching, TimeSpan Window)
{
    /// <summary>By the steps that are over.</summary>
    /// <param name="counts">The arrivals, advanced to the present.</param>
    /// <param name="observed">For how long there has been anybody to see arrivals.</param>
    /// <param name="options">The bounds of the window.</param>
    public static ArrivalRate Of(ArrivalCounts counts, TimeSpan observed, PredictionOptions options)
    {
        // Who has looked for a moment takes the minute before for quiet: a burst at the start is neither a rate yet nor a trend.
        var young = observed < 2 * options.ShortestWindow;
        observed = observed > options.ShortestWindow ? observed : options.ShortestWindow;
        var steps = Math.Min((int)(observed / ArrivalCounts.Step), counts.Length - 1);
        Span<int> copy = stackalloc int[steps + 1];
        counts.CopyTo(copy);
        var over = copy[1..];
        var sums = new ArrivalSums(over, stackalloc double[2 * steps + 2]);
        var batching = Volatility.Batching(over);
        Span<(int Steps, bool Line)> windows =
        [
            (Steps(options.ShortestWindow), false), (Steps(options.Window) / 2, false), (Steps(options.Window), false), (Steps(options.LongestWindow), false),
            (Steps(options.Window), true), (Steps(options.LongestWindow), true),
        ];
        Span<double> around = stackalloc double[windows.Length];
        var least = double.PositiveInfinity;
        for (var i = 0; i < windows.Length; i++)
        {
            around[i] = Volatility.Around(sums, windows[i].Steps, windows[i].Line, batching);
            least = Math.Min(least, around[i]);
        }

        double say = 0, rate = 0, slope = 0, window = 0, trust = 0;
        for (var i = 0; i < windows.Length; i++)
        {
            var own = windows[i].Line && young ? 0 : Volatility.Say(around[i], least);
            var fit = sums.Fit(0, windows[i].Steps, windows[i].Line, batching);
            say += own;
            rate += own * fit.Front;
            slope += own * fit.Slope;
            window += own * fit.Steps;
            trust += own * fit.Believed;
        }

        var step = ArrivalCounts.Step.TotalSeconds;
        (rate, slope, window, trust) = (rate / say / step, slope / say / step / step, window / say * step, trust / say);

        return new(rate, slope, rate * batching / window * (1 + 3 * trust), batching, TimeSpan.FromSeconds(window));
    }

    /// <summary>The step that is not over has its part: what came in it came.</summary>
    public ArrivalRate With(int arrivals, TimeSpan begun) =>
        this with { PerSecond = (PerSecond * Window.TotalSeconds + arrivals) / (Window + begun).TotalSeconds };

    private static int Steps(TimeSpan window) => Math.Max(1, (int)(window / ArrivalCounts.Step));
}
