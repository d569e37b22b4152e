using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Cli.Connecting;

namespace OrleansBridge.Cli.Tests.Chaos;

public sealed class StandingOrdersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_order_stands_until_it_is_withdrawn()
    {
        Assert.Null(Ask("a"));
        Orders().Give("a", "one\ntwo");
        Assert.Equal("one\ntwo", Ask("a"));
        Assert.Null(Ask("b"));
        Orders().Withdraw("a");
        Assert.Null(Ask("a"));
    }

    [Fact]
    public void A_clock_is_wrong_while_it_is_ordered_to()
    {
        Orders().Give(Order.SkewClock(2), "-30");
        var time = new SkewedTime(new Skew(Orders(), Order.SkewClock(2)));
        Assert.InRange(time.GetUtcNow() - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(-31), TimeSpan.FromSeconds(-29));
        Assert.Equal(TimeSpan.Zero, new Skew(Orders(), Order.SkewClock(1)).Now);
    }

    [Fact]
    public void What_processes_count_is_summed()
    {
        var marks = TrickMarks.In(new DataFolder(_folder));
        marks.Count("lost7", "QueuedAsync");
        marks.Count("lost7", "QueuedAsync");
        marks.Count("lost77", "EndedAsync");
        Assert.Equal(new Dictionary<string, int> { ["QueuedAsync"] = 2 }, marks.Counted("lost7"));
    }

    private string? Ask(string order) => Orders().Find(order);

    // Silos look now and then: each asks anew.
    private StandingOrders Orders() => StandingOrders.In(new DataFolder(_folder));
}
