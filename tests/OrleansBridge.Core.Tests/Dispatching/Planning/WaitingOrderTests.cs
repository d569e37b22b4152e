using OrleansBridge.Core.Dispatching.Planning;

namespace OrleansBridge.Core.Tests.Dispatching.Planning;

public class WaitingOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset Turn(int priority, double secondsAgo, bool hadPlace = false, bool again = false) =>
        WaitingOrder.Turn(new() { ModelId = "m", Priority = priority }, Now.AddSeconds(-secondsAgo), hadPlace, again);

    [Fact]
    public void Higher_priority_goes_first() => Assert.True(Turn(1, 0) < Turn(5, 10));

    [Fact]
    public void Equal_priority_goes_by_age() => Assert.True(Turn(3, 1) < Turn(3, 0));

    [Fact]
    public void The_lowest_priority_starves_for_minutes_at_most() => Assert.True(Turn(5, 241) < Turn(1, 0));

    [Fact]
    public void A_test_that_had_a_place_and_lost_it_does_not_wait_for_its_priority_again() => Assert.True(Turn(5, 6, hadPlace: true) < Turn(1, 5));

    [Fact]
    public void A_test_that_is_tried_again_goes_before_those_that_only_lost_their_place() => Assert.True(Turn(5, 5, hadPlace: true, again: true) < Turn(1, 60, hadPlace: true));
}
