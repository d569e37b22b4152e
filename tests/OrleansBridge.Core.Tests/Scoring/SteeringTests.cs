using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;

namespace OrleansBridge.Core.Tests.Scoring;

/// <summary>Breakers and recovery's wishes in placement.</summary>
public class SteeringTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly WorkerView[] Two =
    [
        Farm.Worker("w1", Farm.Browser("chrome", "wasm", "webgpu"), Farm.Browser("firefox", "wasm")),
        Farm.Worker("w2", Farm.Browser("chrome", "wasm", "webgpu")),
    ];

    private static BreakerStanding Open(int seconds) => new(BreakerPhase.Open, false, Now.AddSeconds(seconds), "open");

    private static Func<Place, BreakerStanding> Breakers(params (string Place, BreakerStanding Standing)[] tripped) =>
        place => tripped.FirstOrDefault(t => t.Place == place.Key).Standing ?? BreakerStanding.Closed;

    private static PlacementDecision Choose(RecoveryWishes wishes, params (string Place, BreakerStanding Standing)[] tripped) =>
        Placer.Choose(Farm.Test(), Two, wishes, Breakers(tripped));

    [Fact]
    public void A_place_with_an_open_breaker_is_passed_over_and_the_explanation_says_so()
    {
        var decision = Choose(RecoveryWishes.None, ("w1/chrome", Open(30)), ("w2/chrome", Open(30)));
        Assert.Equal("w1/firefox", decision.Place!.Key);
        Assert.Equal(["open", "open"], decision.Explanation!.Alternatives.Select(a => a.Refused));
        Assert.Null(decision.Explanation.Note);
    }

    [Fact]
    public void With_every_breaker_open_the_one_that_closes_first_is_probed_and_the_explanation_says_so()
    {
        var decision = Choose(RecoveryWishes.None, ("w1/chrome", Open(30)), ("w1/firefox", Open(10)), ("w2/chrome", Open(20)));
        Assert.Equal("w1/firefox", decision.Place!.Key);
        Assert.Contains("every breaker", decision.Explanation!.Note, StringComparison.Ordinal);
        Assert.Equal(.1, decision.Explanation.Factors["breaker"]);
    }

    [Fact]
    public void Probes_are_bounded_even_when_every_breaker_is_open()
    {
        var full = Open(10) with { Full = true };
        Assert.Equal("w2/chrome", Choose(RecoveryWishes.None, ("w1/chrome", full), ("w1/firefox", full), ("w2/chrome", Open(20))).Place!.Key);
        var held = Choose(RecoveryWishes.None, ("w1/chrome", full), ("w1/firefox", full), ("w2/chrome", full));
        Assert.Equal((null, true), (held.Place, held.HeldByBreaker));
    }

    [Fact]
    public void A_half_open_place_is_taken_after_the_closed_ones()
    {
        var half = new BreakerStanding(BreakerPhase.HalfOpen, false, Now, "half open");
        Assert.Equal("w2/chrome", Choose(RecoveryWishes.None, ("w1/chrome", half), ("w1/firefox", half)).Place!.Key);
        var probe = Placer.Choose(Farm.Test(), Two[1..], RecoveryWishes.None, Breakers(("w2/chrome", half)));
        Assert.Equal(("w2/chrome", "a probe: half open"), (probe.Place!.Key, probe.Explanation!.Note));
    }

    [Fact]
    public void A_busy_place_with_a_closed_breaker_is_waited_for()
    {
        WorkerView[] workers = [Two[0].Busy("firefox", 9), Two[1]];
        var decision = Placer.Choose(Farm.Test(), workers, RecoveryWishes.None, Breakers(("w2/chrome", Open(9))));
        Assert.Equal((null, "no free slot"), (decision.Place, decision.Waiting));
    }

    [Fact]
    public void What_recovery_prefers_is_taken_first_and_waited_for()
    {
        var stay = new RecoveryWishes(["w1/firefox"], []);
        Assert.Equal("w1/firefox", Choose(stay).Place!.Key);
        Assert.Null(Placer.Choose(Farm.Test(), [Two[0].Busy("chrome", 9), Two[1]], stay).Place);
    }

    [Fact]
    public void What_recovery_prefers_is_given_up_when_it_is_gone_or_its_breaker_is_open()
    {
        var stay = new RecoveryWishes(["w1/firefox"], []);
        Assert.NotEqual("w1/firefox", Choose(stay, ("w1/firefox", Open(9))).Place!.Key);
        Assert.Equal("w2/chrome", Placer.Choose(Farm.Test(), [Two[0] with { Alive = false }, Two[1]], stay).Place!.Key);
    }

    [Fact]
    public void The_place_that_meets_the_fewest_things_to_leave_is_taken()
    {
        Assert.Equal("w1/firefox", Choose(new([], ["w1/chrome", "*/chrome"])).Place!.Key);
        Assert.Equal("w2/chrome", Choose(new([], ["w1/chrome", "w1/*"])).Place!.Key);
        Assert.Equal("w1/firefox", Placer.Choose(Farm.Test(), Two[..1], new([], ["w1/chrome", "w1/*"])).Place!.Key);
    }

    [Fact]
    public void Another_backend_is_taken_where_there_is_one()
    {
        var decision = Placer.Choose(Farm.Test(), Two[1..], new(["w2/chrome"], ["*/*/webgpu"]));
        Assert.Equal("wasm", decision.Place!.Backend);
        WorkerView[] only = [Farm.Worker("w", Farm.Browser("chrome", "webgpu"))];
        Assert.Equal("webgpu", Placer.Choose(Farm.Test(), only, new([], ["*/*/webgpu"])).Place!.Backend);
    }
}
