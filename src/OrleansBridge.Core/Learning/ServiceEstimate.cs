namespace OrleansBridge.Core.Learning;

/// <summary>What a run will probably take.</summary>
/// <param name="SetupSeconds">What a cold start adds: fetch, create, first run.</param>
/// <param name="RunSeconds">The run on a warm session.</param>
/// <param name="SuccessRate">Share of runs that end well, in (0, 1).</param>
/// <param name="Samples">The evidence, as a number of runs: what was seen of the model itself, and of its type as far as that speaks for it. 0: nothing.</param>
/// <param name="Megabytes">Memory a loaded model takes, MB; null where it is not known.</param>
public sealed record ServiceEstimate(double SetupSeconds, double RunSeconds, double SuccessRate, double Samples, double? Megabytes);
