using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>Tests that nobody has submitted.</summary>
internal sealed class NoOpTests
{
    private readonly string _run = $"bench-{DateTime.UtcNow:yyyyMMddHHmmss}";
    private long _next;

    internal TestRequirements Next() => new()
    {
        TestId = $"{_run}/{Interlocked.Increment(ref _next)}",
        ModelId = "vision/vit-small",
        ModelSource = "/models/vit-small",
        ModelType = ModelTypes.Vision,
    };
}
