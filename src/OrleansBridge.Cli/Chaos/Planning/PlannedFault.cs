namespace OrleansBridge.Cli.Chaos.Planning;

/// <summary>One fault of a plan.</summary>
/// <param name="At">When, from the start of the load; later where the one before has not ended.</param>
/// <param name="Kind">What.</param>
/// <param name="Lasts">How long it stays; zero: a moment.</param>
/// <param name="Pick">Chooses among what there is to hit: the n-th, modulo their number.</param>
internal sealed record PlannedFault(TimeSpan At, FaultKind Kind, TimeSpan Lasts, int Pick)
{
    public override string ToString() =>
        FormattableString.Invariant($"{At.TotalSeconds,5:0.0} s  {Kind}{(Lasts > TimeSpan.Zero ? FormattableString.Invariant($" for {Lasts.TotalSeconds:0.0} s") : "")} (pick {Pick})");
}
