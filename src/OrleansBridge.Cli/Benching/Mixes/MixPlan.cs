namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>What the bench is to do.</summary>
/// <param name="Seed">Of the mixes and of the sides' order.</param>
/// <param name="Rounds">Rounds that are measured.</param>
/// <param name="Tests">Tests of a mix.</param>
/// <param name="Sides">Who runs each mix.</param>
/// <param name="Taught">Whether sides begin with what an earlier run of the bench learned.</param>
internal sealed record MixPlan(int Seed, int Rounds, int Tests, IReadOnlyList<MixSide> Sides, bool Taught)
{
    /// <summary>The mix of a round; round 0 is not measured.</summary>
    internal IReadOnlyList<string> Mix(int round) => MixDraw.Of((Seed * 1_000) + round, Tests);
}
