using OrleansBridge.Cli.Benching;

namespace OrleansBridge.Cli.Tests.Benching;

public sealed class BenchFigureTests
{
    [Theory]
    [InlineData("lower", 1.25, true)]
    [InlineData("lower", 1.1, false)]
    [InlineData("higher", 1.1, true)]
    [InlineData("higher", 1.3, false)]
    public void A_target_is_met_on_its_better_side(string better, double target, bool met)
    {
        var figure = BenchFigure.Of("f", "Embedded", "ms", better, "bare", [(12, 10), (11, 10), (13, 10)], target);

        Assert.Equal(1.2, figure.Ratio, 6);
        Assert.Equal(met, figure.Met);
        Assert.InRange(figure.Ratio, figure.Lower, figure.Upper);
    }

    [Theory]
    [InlineData("lower", 1.3, true)]
    [InlineData("lower", 1.25, false)]
    [InlineData("higher", 1.1, true)]
    [InlineData("higher", 1.15, false)]
    public void Surely_a_target_is_met_by_the_whole_interval(string better, double target, bool met)
    {
        var figure = BenchFigure.Of("f", "Embedded", "ms", better, "bare", [(12, 10), (11, 10), (13, 10)], target) with { Surely = true };

        Assert.Equal(met, figure.Met);
    }

    [Fact]
    public void Without_a_target_nothing_is_met_or_missed()
    {
        Assert.Null(BenchFigure.Of("f", "Embedded", "MB", "lower", "bare", [(1, 1)], null).Met);
    }
}
