namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>One round over the ledgers alone, assignments per second: each side in turn.</summary>
/// <param name="One">One client: ours, raw SQL.</param>
/// <param name="Many">64 clients: ours, raw SQL.</param>
/// <param name="Batched">One client with 50 at once: ours, raw SQL.</param>
/// <param name="GrainStorage">64 clients over Orleans' grain-storage bridge on ADO.NET; null where it cannot be had.</param>
/// <param name="Memory">64 clients over Orleans' in-memory storage; null where it cannot be had.</param>
internal sealed record LedgerRound((double Ours, double Raw) One, (double Ours, double Raw) Many, (double Ours, double Raw) Batched, double? GrainStorage, double? Memory)
{
    internal const int Clients = 64;
    internal const int Batch = 50;

    internal static async Task<LedgerRound> MeasureAsync(LedgerSides sides, TimeSpan length, CancellationToken cancellation)
    {
        var one = (await OursAsync(sides.Ours, 1), await RawAsync(1));
        var many = (await OursAsync(sides.Ours, Clients), await RawAsync(Clients));
        var batched = (
            Batch * await ClosedLoop.PerSecondAsync(1, length, _ => Task.WhenAll(Enumerable.Range(0, Batch).Select(_ => sides.Ours.AssignAsync())), cancellation),
            Batch * await ClosedLoop.PerSecondAsync(1, length, client => sides.Raw.AssignAsync(client, Batch), cancellation));
        double? grainStorage = sides.GrainStorage is { } bridge ? await OursAsync(bridge, Clients) : null;
        double? memory = sides.Memory is { } inMemory ? await OursAsync(inMemory, Clients) : null;
        return new LedgerRound(one, many, batched, grainStorage, memory);

        Task<double> OursAsync(LedgerSilo silo, int clients) => ClosedLoop.PerSecondAsync(clients, length, _ => silo.AssignAsync(), cancellation);
        Task<double> RawAsync(int clients) => ClosedLoop.PerSecondAsync(clients, length, sides.Raw.AssignAsync, cancellation);
    }

    internal static IEnumerable<BenchFigure> Figures(string runtime, List<LedgerRound> rounds)
    {
        yield return Figure("single_1", "raw SQL", r => r.One, .5);
        yield return Figure("single_64", "raw SQL", r => r.Many, .5);
        yield return Figure("batched", "raw SQL", r => r.Batched, .5);
        if (rounds.TrueForAll(r => r is { GrainStorage: not null, Memory: not null }))
        {
            yield return Figure("tx_vs_bridge", "grain-storage bridge", r => (r.Many.Ours, r.GrainStorage!.Value), 3);
            yield return Figure("tx_vs_memory", "in-memory storage", r => (r.Many.Ours, r.Memory!.Value), .8);
        }

        BenchFigure Figure(string name, string against, Func<LedgerRound, (double, double)> pair, double target) =>
            BenchFigure.Of(name, runtime, "tx/s", "higher", against, [.. rounds.Select(pair)], target);
    }

    public override string ToString() => FormattableString.Invariant(
        $"tx/s, ours against raw SQL: {One.Ours:0} {One.Raw:0} with one client, {Many.Ours:0} {Many.Raw:0} with 64, {Batched.Ours:0} {Batched.Raw:0} in batches")
        + (Memory is { } memory ? FormattableString.Invariant($"; grain-storage bridge {GrainStorage:0}, in memory {memory:0}") : "");
}
