using OrleansBridge.Core.Dispatching.Planning;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Prediction;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Stealing;
using OrleansBridge.Core.Thresholds;

namespace OrleansBridge.Core.Dispatching;

/// <summary>How tests are placed.</summary>
public sealed record DispatcherOptions
{
    /// <summary>How places are scored.</summary>
    public ScoringOptions Scoring { get; init; } = new();

    /// <summary>How service times are learned.</summary>
    public ServiceTimesOptions Learning { get; init; } = new();

    /// <summary>When tests move.</summary>
    public StealOptions Stealing { get; init; } = new();

    /// <summary>How load is predicted.</summary>
    public PredictionOptions Prediction { get; init; } = new();

    /// <summary>How workers' thresholds move.</summary>
    public ThresholdOptions Thresholds { get; init; } = new();

    /// <summary>When browser instances come and go.</summary>
    public ScalingOptions Scaling { get; init; } = new();

    /// <summary>How waiting tests are planned together.</summary>
    public PlanOptions Planning { get; init; } = new();

    /// <summary>What is wrong with them, each by its name; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. OptionRanges.Problems("Scoring", Scoring), .. OptionRanges.Problems("Scoring.Weights", Scoring.Weights),
        .. Scoring.Weights.InOrder().Sum() > 0 ? Array.Empty<string>() : ["Scoring.Weights are all 0; give at least one factor a weight"],
        .. OptionRanges.Problems("Learning", Learning), .. OptionRanges.Problems("Stealing", Stealing),
        .. OptionRanges.Problems("Prediction", Prediction), .. OptionRanges.Problems("Thresholds", Thresholds), .. OptionRanges.Problems("Scaling", Scaling),
        .. OptionRanges.Problems("Planning", Planning),
    ];
}
