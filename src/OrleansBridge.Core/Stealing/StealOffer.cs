using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Stealing;

/// <summary>A move that is weighed against others.</summary>
internal sealed record StealOffer(HeldTest Then, HeldTest Test, Place Place, int Priority, double FinishThere, double FinishHere, Makespan Before)
{
    /// <summary>When both workers would be done.</summary>
    public Makespan After { get; private init; }

    /// <summary>Whether that is earlier by more than a move costs, and by more than estimates err.</summary>
    public bool Lowers { get; private init; }

    /// <summary>Whether both should be done earlier; or of several instances that are done last together one less.</summary>
    public bool IsWorthIt => Lowers || Before.IsRelievedBy(After);

    public string To => Place.Worker.Descriptor.WorkerId;

    /// <summary>A test as it would stand after a move.</summary>
    public static HeldTest Moved(HeldTest test, Place place) =>
        test with { Worker = place.Worker.Descriptor.WorkerId, Browser = place.Browser.Browser, Backend = place.Backend, AssignedAt = DateTimeOffset.MaxValue, Epoch = test.Epoch + 1 };

    /// <summary>Whether the test is over earlier by more than a move costs, and by more than estimates err.</summary>
    public bool Pays(StealOptions options) => FinishThere - FinishHere > Least(options);

    public double Gain(StealOptions options) => FinishThere - FinishHere - options.MigrationSeconds;

    public StealOffer Weighed(Makespan after, StealOptions options) => this with { After = after, Lowers = after.Seconds < Before.Seconds - Least(options) };

    /// <summary>Before it was weighed.</summary>
    public bool MayBeBetterThan(StealOffer? other, StealOptions options) => other is not { Lowers: true } || IsFirstBefore(other, options);

    public bool IsBetterThan(StealOffer? other, StealOptions options) =>
        other is null || (Lowers != other.Lowers ? Lowers : IsFirstBefore(other, options));

    public StealMove Move(StealOptions options) => new(
        Test.Test.TestId!, Test.Epoch, Test.Worker, To, Place.Browser.Browser, Place.Backend, Gain(options), Math.Max(0, Before.Seconds - After.Seconds),
        FormattableString.Invariant($"over in {FinishThere:0.#} s on {Test.Worker} {Test.Browser}/{Test.Backend}, in {FinishHere:0.#} s on {Place.Key}/{Place.Backend}; priority {Priority}"));

    private double Least(StealOptions options) => Math.Max(options.MigrationSeconds, options.LeastGain * FinishHere);

    private bool IsFirstBefore(StealOffer other, StealOptions options) =>
        Priority > other.Priority || (Priority == other.Priority && Gain(options) > other.Gain(options));
}
