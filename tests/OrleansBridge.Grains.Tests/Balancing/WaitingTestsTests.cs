using OrleansBridge.Grains.Balancing;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Tests.Balancing;

public class WaitingTestsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_test_that_is_told_of_again_has_not_come_again()
    {
        var waiting = new WaitingTests();
        waiting.Add(Queued("t", 3, 0), DateTimeOffset.UnixEpoch);
        waiting.Add(Queued("t", 3, 0), DateTimeOffset.UnixEpoch.AddMinutes(1));

        Assert.Equal(DateTimeOffset.UnixEpoch, Assert.Single(waiting.InOrder()).Test.HeardAt);
    }

    private static QueuedTest Queued(string id, int priority, double secondsAgo, long epoch = 0) => new()
    {
        Requirements = new TestRequirements { TestId = id, ModelId = "m", Priority = priority },
        Epoch = epoch,
        SubmittedAt = Now.AddSeconds(-secondsAgo),
    };

    private static IEnumerable<string?> Order(params QueuedTest[] tests)
    {
        var waiting = new WaitingTests();
        tests.ToList().ForEach(t => waiting.Add(t, DateTimeOffset.UnixEpoch));
        return waiting.InOrder().Select(w => w.Queued.Requirements.TestId);
    }

    [Fact]
    public void A_test_that_had_a_place_and_lost_it_does_not_wait_for_its_priority_again() =>
        Assert.Equal(["lost", "high"], Order(Queued("high", 1, 5), Queued("lost", 5, 6, epoch: 1)));

    [Fact]
    public void A_test_that_is_tried_again_goes_before_those_that_only_lost_their_place() =>
        Assert.Equal(["again", "lost"], Order(Queued("lost", 1, 60, epoch: 1), Queued("again", 5, 5, epoch: 1) with { Prefer = ["w/chrome"] }));

    [Fact]
    public void A_stream_of_the_highest_priority_does_not_starve_the_lowest()
    {
        // One place a second, and each second one more test of priority 1 than the place can take.
        var waiting = new WaitingTests();
        waiting.Add(Queued("low", 5, 0), DateTimeOffset.UnixEpoch);
        for (var second = 0; second <= 600; second++)
        {
            waiting.Add(Queued($"a{second}", 1, -second), DateTimeOffset.UnixEpoch);
            waiting.Add(Queued($"b{second}", 1, -second), DateTimeOffset.UnixEpoch);
            var next = waiting.InOrder()[0].Queued.Requirements.TestId!;
            waiting.Remove(next);
            if (next == "low")
            {
                Assert.InRange(second, 241, 600);
                return;
            }
        }

        Assert.Fail("the lowest priority waited for ten minutes");
    }

    [Fact]
    public void An_older_epoch_does_not_replace_a_newer_one()
    {
        var waiting = new WaitingTests();
        waiting.Add(Queued("t", 3, 0, epoch: 2), DateTimeOffset.UnixEpoch);
        waiting.Add(Queued("t", 3, 0, epoch: 1), DateTimeOffset.UnixEpoch);
        Assert.True(waiting.Holds("t", 2));
        Assert.Equal(1, waiting.Count);
    }
}
