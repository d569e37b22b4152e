using OrleansBridge.Cli.Benching.Headline;
using OrleansBridge.Core.Simulation.Profiles;

namespace OrleansBridge.Cli.Tests.Benching;

public sealed class HeadlineTests
{
    [Fact]
    public void Each_figure_of_the_claims_is_there_with_an_interval()
    {
        var figures = HeadlineFigures.Of(HeadlineDraws.Run(AssumedProfile.Default, 2, _ => { }, CancellationToken.None)).ToList();

        Assert.Superset(
            new HashSet<string> { "distribution", "utilization", "migrations", "matching", "peak", "recovery", "memory", "makespan" },
            figures.Select(f => f.Name).ToHashSet());
        Assert.All(figures, f => Assert.True(f.Lower <= f.Ratio && f.Ratio <= f.Upper, f.Name));
        Assert.All(figures.Where(f => f.Name.StartsWith("makespan_skew", StringComparison.Ordinal)), f => Assert.True(f.Ratio >= 1, "nothing ends before its lower bound"));
        Assert.All(figures, f => Assert.Equal("assumed", f.Profile));
    }
}
