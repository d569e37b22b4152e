namespace OrleansBridge.Results;

/// <summary>One attempt of a test that failed, and where.</summary>
/// <param name="Kind">What ended it.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Browser">The browser type.</param>
/// <param name="Backend">The backend.</param>
[GenerateSerializer, Immutable, Alias("bridge.FailedAttempt")]
public sealed record FailedAttempt(
    [property: Id(0)] FailureKind Kind,
    [property: Id(1)] string Worker,
    [property: Id(2)] string Browser,
    [property: Id(3)] string Backend);
