using OrleansBridge.Results;

namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>What the bench measured.</summary>
/// <param name="Rounds">For each round, each side's pass.</param>
/// <param name="All">Every result, those too of lessons and warm-up.</param>
internal sealed record MixMeasured(IReadOnlyList<IReadOnlyDictionary<string, MixRun>> Rounds, IReadOnlyList<TestResult> All);
