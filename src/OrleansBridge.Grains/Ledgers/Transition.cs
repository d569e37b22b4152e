using System.Text.Json.Serialization;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>
/// One committed change of a test. Kept with the state, from where the store appends it to <c>bridge.events</c>; a damaged
/// state is rebuilt from these.
/// </summary>
[GenerateSerializer, Immutable, Alias("bridge.Transition")]
public sealed record Transition(
    [property: Id(0)] long Version,
    [property: Id(1)] long Epoch,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Kind,
    [property: Id(4)] TestStatus Status,
    [property: Id(5)] string? Worker,
    [property: Id(6)] string? Why)
{
    /// <summary>Where it was assigned, with an assignment.</summary>
    [Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public AssignedPlace? Place { get; init; }

    /// <summary>What failed, with a failed attempt that another one follows.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public FailedAttempt? Failure { get; init; }
}
