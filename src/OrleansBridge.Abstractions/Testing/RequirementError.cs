namespace OrleansBridge.Testing;

/// <summary>One problem with a submission.</summary>
/// <param name="Field">The field, by its JSON name (<c>browser_requirements.required</c>).</param>
/// <param name="Problem">What was wrong, what was expected, and how to fix it.</param>
[GenerateSerializer, Immutable, Alias("bridge.RequirementError")]
public sealed record RequirementError([property: Id(0)] string Field, [property: Id(1)] string Problem);
