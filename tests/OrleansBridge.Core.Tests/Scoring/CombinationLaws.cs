using FsCheck;
using FsCheck.Fluent;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Scoring.Combining;

namespace OrleansBridge.Core.Tests.Scoring;

public class CombinationLaws
{
    private static Gen<double[]> Values(int least) => from all in Gen.Choose(least, 1_000).ArrayOf(Factors.Count) select all.Select(v => v / 1_000.0).ToArray();

    private static Arbitrary<(Combination How, double[] Factors, double[] Weights, int At, double More)> Cases => (
        from how in Gen.Elements(Enum.GetValues<Combination>())
        from factors in Values(0)
        from weights in Values(1)
        from at in Gen.Choose(0, Factors.Count - 1)
        from more in Gen.Choose(0, 1_000)
        select (how, factors, weights, at, more / 1_000.0)).ToArbitrary();

    [Fact]
    public void A_score_stays_in_range() => Prop.ForAll(Cases, c => Combinations.Of(c.How).Score(c.Factors, c.Weights) is >= 0 and <= 1).QuickCheckThrowOnFailure();

    [Fact]
    public void A_higher_factor_never_lowers_the_score() => Prop.ForAll(Cases, c =>
    {
        var better = (double[])c.Factors.Clone();
        better[c.At] = Math.Max(better[c.At], c.More);
        return Combinations.Of(c.How).Score(better, c.Weights) >= Combinations.Of(c.How).Score(c.Factors, c.Weights) - 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_perfect_place_scores_one() => Assert.All(Enum.GetValues<Combination>(), how =>
        Assert.Equal(1, Combinations.Of(how).Score([.. Enumerable.Repeat(1.0, Factors.Count)], [.. Enumerable.Repeat(1.0, Factors.Count)]), 9));

    [Fact]
    public void Many_mild_penalties_collapse_in_a_product_and_not_in_a_mean()
    {
        double[] mild = [.. Enumerable.Repeat(.8, Factors.Count)], even = [.. Enumerable.Repeat(1.0, Factors.Count)];
        Assert.True(Combinations.Of(Combination.Product).Score(mild, even) < .1);
        Assert.Equal(.8, Combinations.Of(Combination.GeometricMean).Score(mild, even), 9);
    }
}
