using OrleansBridge.Cli.Benching.Mixes;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Benching.Mixes;

public sealed class MixDrawTests
{
    [Fact]
    public void A_mix_has_the_shares_of_its_types_whatever_the_seed()
    {
        foreach (var seed in Enumerable.Range(1, 20))
        {
            var counts = MixDraw.Of(seed, 60).CountBy(t => t).ToDictionary();

            Assert.Equal(24, counts[ModelTypes.Vision]);
            Assert.Equal(18, counts[ModelTypes.Audio]);
            Assert.Equal(12, counts[ModelTypes.TextEmbedding]);
            Assert.Equal(6, counts[ModelTypes.LargeLanguageModel]);
        }
    }

    [Fact]
    public void A_seed_decides_the_order()
    {
        Assert.Equal(MixDraw.Of(7, 60), MixDraw.Of(7, 60));
        Assert.NotEqual(MixDraw.Of(7, 60), MixDraw.Of(8, 60));
        Assert.Equal(13, MixDraw.Of(1, 13).Count);
    }

    [Fact]
    public void Each_side_goes_first_second_and_third_as_often_as_the_others()
    {
        var orders = MixDraw.Orders(1, 12);

        foreach (var place in Enumerable.Range(0, 3))
        {
            Assert.All(orders.CountBy(o => o[place]), side => Assert.Equal(4, side.Value));
        }

        Assert.All(orders, o => Assert.Equal([0, 1, 2], o.Order()));
        Assert.Equal(7, MixDraw.Orders(1, 7).Count);
    }
}
