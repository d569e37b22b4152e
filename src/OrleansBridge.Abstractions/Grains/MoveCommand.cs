namespace OrleansBridge.Grains;

/// <summary>The balancer's choice of a better place for a test that is assigned and has not started.</summary>
/// <param name="From">The worker that gives it up.</param>
/// <param name="To">Where it goes; the epoch is the one it is assigned under.</param>
/// <param name="Why">Why it moves, for people.</param>
[GenerateSerializer, Immutable, Alias("bridge.MoveCommand")]
public sealed record MoveCommand([property: Id(0)] string From, [property: Id(1)] AssignCommand To, [property: Id(2)] string Why);
