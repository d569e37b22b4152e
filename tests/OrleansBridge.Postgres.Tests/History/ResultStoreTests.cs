using OrleansBridge.Results;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Postgres.Tests;

[Collection(WithDatabases.Name)]
public sealed class ResultStoreTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_result_is_kept_whole_and_once()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await using var store = new ResultStore(rows.Source);
        var result = Result("a") with { MaxAbsError = double.NaN, Timings = new() { P50Ms = 1.25 }, Provenance = new() { Threads = 1 } };
        await store.AppendAsync(new CompletedTest(result, LedgerRows.Start));
        await store.AppendAsync(new CompletedTest(result with { Outcome = Outcome.Failed }, LedgerRows.Start.AddDays(1)));
        var kept = Assert.Single(await store.QueryAsync(new()));
        Assert.Equal(LedgerRows.Start, kept.CompletedAt);
        Assert.Equal((Outcome.Passed, double.NaN, 1.25, 1), (kept.Result.Outcome, kept.Result.MaxAbsError, kept.Result.Timings.P50Ms, kept.Result.Provenance.Threads));
    }

    [Fact]
    public async Task Results_are_found_by_model_kind_place_and_time_newest_first()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await using var store = new ResultStore(rows.Source);
        await store.AppendAsync(Enumerable.Range(0, 6).Select(n => new CompletedTest(
            Result($"t{n}") with { Browser = n % 2 == 0 ? "chrome" : "firefox", BackendUsed = n < 3 ? "wasm" : null, Outcome = n == 5 ? Outcome.Failed : Outcome.Passed },
            LedgerRows.Start.AddHours(n))));
        async Task<IEnumerable<string>> FindAsync(ResultQuery query) => (await store.QueryAsync(query)).Select(r => r.Result.TestId);

        Assert.Equal(["t4", "t2", "t0"], await FindAsync(new() { Browser = "chrome", ModelId = "m", ModelType = "vision", Worker = "w1" }));
        Assert.Equal(["t1"], await FindAsync(new() { Browser = "firefox", Backend = "wasm" }));
        Assert.Equal(["t5"], await FindAsync(new() { Outcome = Outcome.Failed }));
        Assert.Equal(["t3", "t2"], await FindAsync(new() { From = LedgerRows.Start.AddHours(2), Until = LedgerRows.Start.AddHours(4) }));
        Assert.Equal(["t5"], await FindAsync(new() { Limit = 1 }));
    }

    [Fact]
    public async Task A_console_that_printed_a_nul_does_not_cost_the_result()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await using var store = new ResultStore(rows.Source);
        await store.AppendAsync(new CompletedTest(Result("a") with { ConsoleErrors = ["x\0y \\u0000"] }, LedgerRows.Start));
        Assert.Equal("x\ufffdy \\u0000", Assert.Single((await store.QueryAsync(new()))[0].Result.ConsoleErrors));
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_costs_only_itself()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await using var store = new ResultStore(rows.Source);
        await rows.ExecuteAsync("ALTER TABLE bridge.results ADD CONSTRAINT cut CHECK (test_id <> 't5')");
        var appends = Enumerable.Range(0, 20).Select(n => store.AppendAsync(new CompletedTest(Result($"t{n}"), LedgerRows.Start))).ToList();
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => appends[5]);
        appends.RemoveAt(5);
        await Task.WhenAll(appends);
        Assert.Equal(19, (await store.QueryAsync(new())).Count);
    }

    private static TestResult Result(string id) => new()
    {
        TestId = id,
        ModelId = "m",
        ModelType = "vision",
        Epoch = 2,
        Outcome = Outcome.Passed,
        Worker = "w1",
        Browser = "chrome",
    };
}
