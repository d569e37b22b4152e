using OrleansBridge.Grains.Balancing;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Tests.Balancing;

public class WaitingTestsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static QueuedTest Queued(string id, int priority, double secondsAgo, long epoch = 0) => new()
    {
        Requirements = new TestRequirements { TestId = id, ModelId = "m", Priority = priority },
        Epoch = epoch,
        SubmittedAt = Now.AddSeconds(-secondsAgo),
    };

    [Fact]
    public void A_stream_of_the_highest_priority_does_not_starve_the_lowest()
    {
        // One place a second, and each second one more test of priority 1 than the place can take.
        var waiting = new WaitingTests();
        waiting.Add(Queued("low", 5, 0));
        for (var second = 0; second <= 600; second++)
        {
            waiting.Add(Queued($"a{second}", 1, -second));
            waiting.Add(Queued($"b{second}", 1, -second));
            var next = waiting.InOrder()[0].Test.Requirements.TestId!;
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
        waiting.Add(Queued("t", 3, 0, epoch: 2));
        waiting.Add(Queued("t", 3, 0, epoch: 1));
        Assert.True(waiting.Holds("t", 2));
        Assert.Equal(1, waiting.Count);
    }
}
