using OrleansBridge.Placement;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Postgres.Tests;

[Collection(WithDatabases.Name)]
public sealed class ForecastStoreTests(DatabasesFixture databases)
{
    private static readonly DateTimeOffset Start = LedgerRows.Start;
    private static readonly ForecastRow Row = new()
    {
        At = Start,
        For = Start.AddMinutes(1),
        BrowserType = "chrome",
        ModelType = "vision",
        Predicted = 4.25,
        Lower = 1.5,
        Upper = 7,
    };

    [Fact]
    public async Task A_forecast_is_kept_and_gets_what_came_once()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await using var store = new ForecastStore(rows.Source);
        await store.AppendAsync("default", [Row, Row with { ModelType = ForecastRow.Sum }]);
        Assert.Equal([Row with { ModelType = ForecastRow.Sum }, Row], await ReadAsync(store));

        await store.AppendAsync("default", [Row with { Actual = 5, Predicted = 99 }]);
        await store.AppendAsync("default", [Row with { Actual = 6 }]);
        await store.AppendAsync("default", [Row]);
        Assert.Equal([Row with { ModelType = ForecastRow.Sum }, Row with { Actual = 5 }], await ReadAsync(store));
    }

    [Fact]
    public async Task A_forecast_and_what_came_may_be_written_together()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await using var store = new ForecastStore(rows.Source);

        // Less than a microsecond apart: one row.
        var row = Row with { At = Start.AddTicks(3) };
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.AppendAsync("default", [row, row with { Actual = 5 }, Row])));
        Assert.Equal([Row with { Actual = 5 }], await ReadAsync(store));
    }

    [Fact]
    public async Task Pools_and_times_are_told_apart_and_the_last_are_read_oldest_first()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await using var store = new ForecastStore(rows.Source);
        await store.AppendAsync("other", [Row]);
        await store.AppendAsync("default", Enumerable.Range(0, 5).Select(n => Row with { At = Start.AddSeconds(n) }));
        Assert.Equal([1, 2, 3], (await store.ReadAsync("default", Start.AddSeconds(1), Start.AddSeconds(4))).Select(r => (r.At - Start).TotalSeconds));
        Assert.Equal([3, 4], (await store.ReadAsync("default", Start, Start.AddDays(1), most: 2)).Select(r => (r.At - Start).TotalSeconds));
        Assert.Single(await store.ReadAsync("other", Start, Start.AddDays(1)));
    }

    [Fact]
    public async Task Old_ones_are_forgotten_in_batches()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await using var store = new ForecastStore(rows.Source);
        await store.AppendAsync("default", Enumerable.Range(0, 5).Select(n => Row with { At = Start.AddSeconds(n) }));
        Assert.Equal(2, await store.ForgetAsync(Start.AddSeconds(3), 2));
        Assert.Equal(1, await store.ForgetAsync(Start.AddSeconds(3), 2));
        Assert.Equal([3, 4], (await ReadAsync(store)).Select(r => (r.At - Start).TotalSeconds));
    }

    private static Task<IReadOnlyList<ForecastRow>> ReadAsync(ForecastStore store) => store.ReadAsync("default", Start, Start.AddDays(1));
}
