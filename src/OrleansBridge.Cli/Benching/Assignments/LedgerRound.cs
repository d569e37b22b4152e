namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>One round over the ledgers alone: each side in turn.</summary>
/// <param name="One">One client: ours, raw SQL.</param>
/// <param name="Many">64 clients: ours, raw SQL.</param>
/// <param name="Batched">One client with 50 at once: ours, raw SQL.</param>
/// <param name="GrainStorage">64 clients over Orleans' grain-storage bridge on ADO.NET; null where it cannot be had.</param>
/// <param name="Memory">64 clients over Orleans' in-memory storage; null where it cannot be had.</param>
internal sealed record LedgerRound((Rate Ours, Rate Raw) One, (Rate Ours, Rate Raw) Many, (Rate Ours, Rate Raw) Batched, Rate? GrainStorage, Rate? Memory)
{
    internal const int Clients = 64;
    internal const int Batch = 50;

    internal static async Task<LedgerRound> MeasureAsync(LedgerSides sides, ClosedLoop loop, TimeSpan length, CancellationToken cancellation)
    {
        var one = (await OursAsync(sides.Ours, 1), await RawAsync(1));
        var many = (await OursAsync(sides.Ours, Clients), await RawAsync(Clients));
        var ours = await loop.RunAsync(1, length, _ => Task.WhenAll(Enumerable.Range(0, Batch).Select(_ => sides.Ours.AssignAsync())), cancellation);
        var raw = await loop.RunAsync(1, length, client => sides.Raw.AssignAsync(client, Batch), cancellation);
        Rate? grainStorage = sides.GrainStorage is { } bridge ? await OursAsync(bridge, Clients) : null;
        Rate? memory = sides.Memory is { } inMemory ? await OursAsync(inMemory, Clients) : null;
        return new LedgerRound(one, many, (ours.Times(Batch), raw.Times(Batch)), grainStorage, memory);

        Task<Rate> OursAsync(LedgerSilo silo, int clients) => loop.RunAsync(clients, length, _ => silo.AssignAsync(), cancellation);
        Task<Rate> RawAsync(int clients) => loop.RunAsync(clients, length, sides.Raw.AssignAsync, cancellation);
    }

    internal static IEnumerable<BenchFigure> Figures(string runtime, List<LedgerRound> rounds)
    {
        // Against raw SQL the embedded runtime has a target; Microsoft's has one against Orleans' other storages.
        double? rawTarget = BenchCluster.WhyNoOthers is null ? null : .5;
        yield return PerSecond("single_1", "raw SQL", r => r.One, rawTarget);
        yield return PerSecond("single_64", "raw SQL", r => r.Many, rawTarget);
        yield return PerSecond("batched", "raw SQL", r => r.Batched, rawTarget);
        yield return Cpu("single_64_cpu", "raw SQL", r => r.Many);
        if (rounds.TrueForAll(r => r is { GrainStorage: not null, Memory: not null }))
        {
            yield return PerSecond("tx_vs_bridge", "grain-storage bridge", r => (r.Many.Ours, r.GrainStorage!.Value), 3);
            yield return PerSecond("tx_vs_memory", "in-memory storage", r => (r.Many.Ours, r.Memory!.Value), .8);
            yield return Cpu("tx_vs_bridge_cpu", "grain-storage bridge", r => (r.Many.Ours, r.GrainStorage!.Value));
            yield return Cpu("tx_vs_memory_cpu", "in-memory storage", r => (r.Many.Ours, r.Memory!.Value));
        }

        BenchFigure PerSecond(string name, string against, Func<LedgerRound, (Rate Ours, Rate Other)> pair, double? target) =>
            BenchFigure.Of(name, runtime, "tx/s", "higher", against, [.. rounds.Select(pair).Select(p => (p.Ours.PerSecond, p.Other.PerSecond))], target);

        BenchFigure Cpu(string name, string against, Func<LedgerRound, (Rate Ours, Rate Other)> pair) =>
            BenchFigure.Of(name, runtime, "ms CPU/tx", "lower", against, [.. rounds.Select(pair).Select(p => (p.Ours.CpuMs, p.Other.CpuMs))], null);
    }

    public override string ToString() =>
        $"tx/s, ours against raw SQL: {Text(One)} with one client, {Text(Many)} with {Clients}, {Text(Batched)} in batches"
        + (Memory is { } memory ? $"; grain-storage bridge {Text(GrainStorage!.Value)}, in memory {Text(memory)}" : "");

    private static string Text((Rate Ours, Rate Raw) pair) => $"{Text(pair.Ours)} {Text(pair.Raw)}";

    private static string Text(Rate rate) => FormattableString.Invariant($"{rate.PerSecond:0} ({rate.CpuMs:0.00} ms CPU)");
}
