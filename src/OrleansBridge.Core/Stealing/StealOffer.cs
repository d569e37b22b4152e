using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Stealing;

/// <summary>A move that is weighed against others.</summary>
internal sealed record StealOffer(HeldTest Test, Place Place, int Priority, double FinishThere, double FinishHere, Makespan Before)
{
    public double MakespanFall { get; init; }

    public string To => Place.Worker.Descriptor.WorkerId;

    /// <summary>The test as it would stand after the move.</summary>
    public HeldTest Moved => Test with { Worker = To, Browser = Place.Browser.Browser, Backend = Place.Backend, AssignedAt = DateTimeOffset.MaxValue, Epoch = Test.Epoch + 1 };

    public double Gain(StealOptions options) => FinishThere - FinishHere - options.MigrationSeconds;

    public bool IsBetterThan(StealOffer? other, StealOptions options) =>
        other is null || Priority > other.Priority || (Priority == other.Priority && Gain(options) > other.Gain(options));

    public StealMove Move(StealOptions options) => new(
        Test.Test.TestId!, Test.Epoch, Test.Worker, To, Place.Browser.Browser, Place.Backend, Gain(options), MakespanFall,
        FormattableString.Invariant($"over in {FinishThere:0.#} s on {Test.Worker} {Test.Browser}/{Test.Backend}, in {FinishHere:0.#} s on {Place.Key}/{Place.Backend}; priority {Priority}"));
}
