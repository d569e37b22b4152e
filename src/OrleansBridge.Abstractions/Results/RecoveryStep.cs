namespace OrleansBridge.Results;

/// <summary>One step of recovery.</summary>
/// <param name="Step">The rung: <c>retry</c>, <c>restart</c>, <c>other_backend</c>, <c>other_browser</c>, <c>other_worker</c>, <c>simulate</c>.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Why">The failure it answers.</param>
/// <param name="Ok">Whether the attempt that followed gave the accepted result.</param>
[GenerateSerializer, Immutable, Alias("bridge.RecoveryStep")]
public sealed record RecoveryStep(
    [property: Id(0)] string Step,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Why,
    [property: Id(3)] bool Ok);
