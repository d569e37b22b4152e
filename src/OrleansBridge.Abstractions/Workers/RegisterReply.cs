namespace OrleansBridge.Workers;

/// <summary>What became of a worker's registration.</summary>
/// <param name="WorkerId">The worker.</param>
/// <param name="Silo">The silo that hosts it, null when refused.</param>
/// <param name="Refused">Why it was refused and what to do, for people; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("bridge.RegisterReply")]
public sealed record RegisterReply(
    [property: Id(0)] string WorkerId,
    [property: Id(1)] string? Silo,
    [property: Id(2)] string? Refused)
{
    /// <summary>Why it was refused, for programs.</summary>
    [Id(3)] public RegisterRefusal Reason { get; init; }
}
