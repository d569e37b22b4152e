using FsCheck;
using FsCheck.Fluent;
using OrleansBridge.Core.Scaling;

namespace OrleansBridge.Core.Tests.Scaling;

public class MemoryLadderTests
{
    private static readonly MemoryLadder Ladder = MemoryLadder.Default;

    private static Arbitrary<(MemoryRung From, double Used)> Pressures => (
        from rung in Gen.Elements(Enum.GetValues<MemoryRung>())
        from used in Gen.Choose(0, 1000)
        select (rung, used / 1000.0)).ToArbitrary();

    [Theory]
    [InlineData(.79, MemoryRung.None)]
    [InlineData(.8, MemoryRung.EvictSessions)]
    [InlineData(.85, MemoryRung.CloseIdlePages)]
    [InlineData(.9, MemoryRung.Recycle)]
    [InlineData(.95, MemoryRung.Refuse)]
    public void Each_rung_begins_at_its_share(double used, MemoryRung rung) => Assert.Equal(rung, Ladder.Next(MemoryRung.None, used));

    [Fact]
    public void A_rung_is_left_only_when_pressure_has_clearly_gone()
    {
        Assert.Equal(MemoryRung.Recycle, Ladder.Next(MemoryRung.Recycle, .87));
        Assert.Equal(MemoryRung.CloseIdlePages, Ladder.Next(MemoryRung.Recycle, .855));
        Assert.Equal(MemoryRung.None, Ladder.Next(MemoryRung.Refuse, .5));
    }

    [Fact]
    public void What_is_not_known_changes_nothing() => Prop.ForAll(Pressures, p => Ladder.Next(p.From, null) == p.From && Ladder.Next(p.From, double.NaN) == p.From).QuickCheckThrowOnFailure();

    [Fact]
    public void At_one_pressure_it_settles_at_once() => Prop.ForAll(Pressures, p =>
        Ladder.Next(p.From, p.Used) is var next && Ladder.Next(next, p.Used) == next).QuickCheckThrowOnFailure();

    [Fact]
    public void More_pressure_never_takes_a_lower_rung() => Prop.ForAll(Pressures, p =>
        Ladder.Next(p.From, p.Used + .01) >= Ladder.Next(p.From, p.Used)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_pressure_that_varies_by_less_than_the_gap_changes_the_rung_once_at_most() => Prop.ForAll(Pressures, p =>
    {
        var (rung, changes) = (Ladder.Next(p.From, p.Used), 0);
        for (var i = 0; i < 50; i++)
        {
            var next = Ladder.Next(rung, p.Used + (i % 2 == 0 ? .035 : 0));
            changes += next == rung ? 0 : 1;
            rung = next;
        }

        return changes <= 1;
    }).QuickCheckThrowOnFailure();
}
