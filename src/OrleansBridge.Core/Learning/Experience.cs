namespace OrleansBridge.Core.Learning;

/// <summary>What is known of a model, or of a model type, on one browser type with one backend.</summary>
internal sealed class Experience
{
    public Track Run { get; } = new();

    public Track Setup { get; } = new();

    public Track Megabytes { get; } = new();

    /// <summary>Runs that ended well, forgotten exponentially.</summary>
    public double Passed { get; private set; }

    /// <summary>All runs, forgotten exponentially.</summary>
    public double Runs { get; private set; }

    /// <summary>The run of its type, counted from its first, that was the last one here.</summary>
    public long Last { get; private set; }

    public void Observe(RunObservation run, long at, double halfLife, double outlier, int changeAfter)
    {
        var kept = Math.Pow(.5, 1 / halfLife);
        Last = at;
        Runs = Runs * kept + 1;
        Passed = Passed * kept + (run.Succeeded ? 1 : 0);
        if (run is { Megabytes: { } megabytes } && double.IsFinite(megabytes) && megabytes > 0)
        {
            Megabytes.Observe(megabytes, halfLife, outlier, changeAfter);
        }

        if (!run.Succeeded || !double.IsFinite(run.RunSeconds) || run.RunSeconds < 0)
        {
            return;
        }

        Run.Observe(run.RunSeconds, halfLife, outlier, changeAfter);
        if (!run.Resident && double.IsFinite(run.SetupSeconds) && run.SetupSeconds >= 0)
        {
            Setup.Observe(run.SetupSeconds, halfLife, outlier, changeAfter);
        }
    }
}
