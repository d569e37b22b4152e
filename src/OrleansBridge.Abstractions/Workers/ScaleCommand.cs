using OrleansBridge.Testing;

namespace OrleansBridge.Workers;

/// <summary>What the balancer would like an agent to do about its browsers before tests ask for it.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Browser">The browser type.</param>
/// <param name="Change">What is to be done.</param>
/// <param name="Why">For people.</param>
[GenerateSerializer, Immutable, Alias("bridge.ScaleCommand")]
public sealed record ScaleCommand(
    [property: Id(0)] string Worker,
    [property: Id(1)] string Browser,
    [property: Id(2)] ScaleChange Change,
    [property: Id(3)] string Why)
{
    /// <summary>For <see cref="ScaleChange.Warm"/>: a test whose model is to be loaded; else null.</summary>
    [Id(4)] public TestRequirements? Test { get; init; }

    /// <summary>For <see cref="ScaleChange.Warm"/>: the backend to load it on; else null.</summary>
    [Id(5)] public string? Backend { get; init; }
}
