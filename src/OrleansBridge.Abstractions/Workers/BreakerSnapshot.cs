namespace OrleansBridge.Workers;

/// <summary>One breaker that is not closed.</summary>
/// <param name="Guards">What it guards: <c>worker/browser</c> or <c>model on browser</c>.</param>
/// <param name="Phase"><c>open</c> or <c>half_open</c>.</param>
/// <param name="OpenUntil">When its cool-down ends or ended.</param>
/// <param name="Why">Why it is not closed, for people.</param>
[GenerateSerializer, Immutable, Alias("bridge.BreakerSnapshot")]
public sealed record BreakerSnapshot(
    [property: Id(0)] string Guards,
    [property: Id(1)] string Phase,
    [property: Id(2)] DateTimeOffset OpenUntil,
    [property: Id(3)] string Why);
