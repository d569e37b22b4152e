namespace OrleansBridge.Cli.Chaos.Planning;

/// <summary>What happens when, from one seed and nothing else: the same seed makes the same plan on every machine.</summary>
internal sealed record ChaosPlan(int Seed, TimeSpan Length, IReadOnlyList<PlannedFault> Faults)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly FaultKind[] Always = [FaultKind.BrowserKill, FaultKind.BridgeKill, FaultKind.DatabaseKill, FaultKind.DuplicateSubmit];

    /// <summary>Dealt out to seeds in turn, so that neighbouring seeds have them all.</summary>
    private static readonly FaultKind[] Dealt = [.. Enum.GetValues<FaultKind>().Except(Always)];

    /// <summary>A minute has room for this many faults besides those that are always there.</summary>
    private const int DealtEachMinute = 6;

    /// <param name="seed">The seed.</param>
    /// <param name="length">How long faults come.</param>
    /// <param name="only">The kinds to choose from; null for all.</param>
    internal static ChaosPlan Make(int seed, TimeSpan length, IReadOnlyList<FaultKind>? only = null)
    {
        var random = new Random(seed);
        var dealt = Math.Max(1, (int)(length.TotalMinutes * DealtEachMinute));
        var first = (int)((uint)seed * (uint)dealt % (uint)Dealt.Length);
        FaultKind[] kinds = only is { Count: > 0 }
            ? [.. Enumerable.Range(0, Math.Max(dealt, only.Count)).Select(i => only[i % only.Count])]
            : [.. Always, .. Enumerable.Range(first, dealt).Select(i => Dealt[i % Dealt.Length])];
        random.Shuffle(kinds);

        var faults = new List<PlannedFault>();
        var gap = (length - WarmUp) / kinds.Length;
        for (var i = 0; i < kinds.Length; i++)
        {
            var at = WarmUp + (gap * (i + (random.NextDouble() / 2)));
            faults.Add(new PlannedFault(at, kinds[i], Lasts(kinds[i], random), random.Next(1000)));
        }

        return new ChaosPlan(seed, length, faults);
    }

    private static TimeSpan Lasts(FaultKind kind, Random random) => kind switch
    {
        FaultKind.DatabaseStop => TimeSpan.FromSeconds(30),
        FaultKind.DatabaseFull => TimeSpan.FromSeconds(4 + (random.NextDouble() * 6)),

        // A lease is 10 s.
        FaultKind.Freeze => TimeSpan.FromSeconds(11 + (random.NextDouble() * 3)),
        FaultKind.LostCall => TimeSpan.FromSeconds(3 + (random.NextDouble() * 5)),
        FaultKind.ClockSkew => TimeSpan.FromSeconds(6 + (random.NextDouble() * 8)),
        _ => TimeSpan.Zero,
    };
}
