namespace OrleansBridge.Testing;

/// <summary>What became of a submission.</summary>
/// <param name="TestId">The test's id.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Errors">For a refused or conflicting one, each problem: the field, what was wrong, what is expected.</param>
[GenerateSerializer, Immutable, Alias("bridge.SubmitReply")]
public sealed record SubmitReply(
    [property: Id(0)] string TestId,
    [property: Id(1)] SubmitStatus Status,
    [property: Id(2)] IReadOnlyList<RequirementError> Errors);
