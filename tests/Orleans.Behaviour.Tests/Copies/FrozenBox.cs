namespace Orleans.Behaviour.Tests.Copies;

/// <summary>A value that promises not to change: need not be copied.</summary>
[GenerateSerializer, Immutable, Alias("behaviour.FrozenBox")]
public sealed record FrozenBox([property: Id(0)] string Name, [property: Id(1)] List<string> Items);
