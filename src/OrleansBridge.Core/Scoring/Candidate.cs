using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Placement;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>A place that could run a test, with what stands in its way now.</summary>
internal sealed record Candidate(Place Place, BreakerStanding Breaker, string? Wait)
{
    public static Candidate Of(TestRequirements test, Place place, BreakerStanding breaker) =>
        new(place, breaker, PlaceFilter.Wait(test, place.Worker) ?? (breaker.Full ? $"{breaker.Why}, and as many run as may" : null));

    public bool IsReachable => Place.Worker is { Alive: true, Draining: false };

    public bool IsOpen => Breaker.Phase == BreakerPhase.Open;

    public string? WhyNot => IsOpen ? Breaker.Why : Wait ?? "recovery tries another place first";

    public PlacementAlternative Refused(string? why) => new(Place.Worker.Descriptor.WorkerId, Place.Browser.Browser, Place.Backend, null, why);
}
