using OrleansBridge.Cli.Targets;

namespace OrleansBridge.Cli.Profiling;

/// <summary>What one measured run of a model took.</summary>
/// <param name="ModelType">The model's type.</param>
/// <param name="Target">Browser type and backend.</param>
/// <param name="SetupSeconds">Fetch, session creation and first run.</param>
/// <param name="RunSeconds">Median of the steady runs.</param>
/// <param name="PerSecond">Steady runs per second.</param>
/// <param name="Megabytes">Proportional set size of the browser afterwards, MB (10^6 bytes); null where it was not read.</param>
internal sealed record SpeedSample(string ModelType, Target Target, double SetupSeconds, double RunSeconds, double PerSecond, double? Megabytes)
{
    /// <summary>What it took besides set-up and steady runs: the model's other data sets, the way to the page and back.</summary>
    internal double RestSeconds { get; init; }

    /// <summary>What a test of so many steady runs takes where its model is loaded.</summary>
    internal double TestSeconds(int runs) => RestSeconds + (runs / PerSecond);
}
