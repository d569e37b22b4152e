using OrleansBridge.Placement;

namespace OrleansBridge.Grains;

/// <summary>The balancer's choice for one test.</summary>
/// <param name="ExpectedEpoch">The epoch the choice was made for; any other refuses.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Generation">Its agent's generation.</param>
/// <param name="Browser">The browser type.</param>
/// <param name="Backend">The backend.</param>
/// <param name="Placement">Why here.</param>
[GenerateSerializer, Immutable, Alias("bridge.AssignCommand")]
public sealed record AssignCommand(
    [property: Id(0)] long ExpectedEpoch,
    [property: Id(1)] string Worker,
    [property: Id(2)] long Generation,
    [property: Id(3)] string Browser,
    [property: Id(4)] string Backend,
    [property: Id(5)] PlacementExplanation Placement);
