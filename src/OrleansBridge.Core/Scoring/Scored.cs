namespace OrleansBridge.Core.Scoring;

/// <summary>A place that could be had now, with its score.</summary>
internal readonly record struct Scored(Candidate Candidate, double Score);
