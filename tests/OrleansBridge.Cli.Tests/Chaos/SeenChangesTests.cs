using OrleansBridge.Cli.Chaos.Auditing;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Tests.Chaos;

public sealed class SeenChangesTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_change_under_a_wrong_clock_counts_from_when_it_was_seen()
    {
        var seen = new SeenChanges();
        var (before, wrong, after) = (Change(1, 5), Change(2, 33), Change(3, 10.125));
        seen.Trust([before]);
        seen.See([before, wrong, after], Start.AddSeconds(10.25));

        Assert.Equal(1, seen.Wrong(TimeSpan.FromSeconds(10)));
        Assert.Equal([(1L, 5), (2, 10.25), (3, 10.25), (4, 12)], seen.Correct([before, after, Change(4, 12), wrong]).Select(c => (c.Version, (c.At - Start).TotalSeconds)));
    }

    private static LedgerChange Change(long version, double at) => new("a", Start.AddSeconds(at), "assigned", 1, null, null, version);
}
