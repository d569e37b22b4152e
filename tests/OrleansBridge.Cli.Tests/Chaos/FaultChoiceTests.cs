using OrleansBridge.Cli.Chaos.Faults;
using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Tests.Chaos;

public sealed class FaultChoiceTests
{
    [Fact]
    public void Picks_choose_every_kind_of_lost_call_and_every_moment_of_a_manager()
    {
        Assert.Equal(Enum.GetValues<LostCalls>(), Enumerable.Range(0, 20).Select(LostCallFault.Which).Distinct().Order());
        Assert.Equal(Enum.GetValues<ManagerMoment>(), Enumerable.Range(0, 20).Select(ManagerFault.When).Distinct().Order());
    }

    [Fact]
    public void Picks_choose_every_row_and_every_damage()
    {
        var damages = Enumerable.Range(0, 9).Select(Damage.Of).ToList();
        Assert.Equal(9, damages.Distinct().Count());
        Assert.Equal(["a finished test", "a waiting test", "a worker"], damages.Select(d => d.What).Distinct().Order());
    }

    [Fact]
    public void A_clock_is_wrong_on_any_silo_in_either_direction_by_seconds()
    {
        var skews = Enumerable.Range(0, 200).Select(p => SkewFault.Which(p, 2)).ToList();
        Assert.Equal([1, 2], skews.Select(s => s.Silo).Distinct().Order());
        Assert.Equal([-1, 1], skews.Select(s => Math.Sign(s.Seconds)).Distinct().Order());
        Assert.All(skews, s => Assert.InRange(Math.Abs(s.Seconds), 3, 40));
    }

    [Fact]
    public void Only_a_participant_that_stands_as_the_moment_asks_is_a_hit()
    {
        AuditFinding[] doubts = [new("bridge.worker/w1", "committed")];
        Assert.Equal(["bridge.worker/w1"], ManagerFault.InDoubt(ManagerMoment.Decided, doubts));
        Assert.Empty(ManagerFault.InDoubt(ManagerMoment.Undecided, doubts));
        Assert.Empty(ManagerFault.InDoubt(ManagerMoment.Decided, []));
    }

    [Fact]
    public void A_managers_death_is_read_as_it_was_noted()
    {
        Assert.Equal(new ManagerDeath("7", 12, 2, "bridge.test/a b"), ManagerDeath.Parse("7 12 2 bridge.test/a b"));
        Assert.Throws<FormatException>(() => ManagerDeath.Parse("7 12"));
    }
}
