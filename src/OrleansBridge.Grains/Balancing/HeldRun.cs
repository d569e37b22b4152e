using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Balancing;

/// <summary>One live assignment in the balancer's view.</summary>
internal sealed record HeldRun(string Browser, string Model, bool Exclusive, string? Key, DateTimeOffset Since)
{
    public static HeldRun Of(TestRequirements test, string browser, DateTimeOffset now) =>
        new(browser, test.ModelId, test.Exclusive, test.ConcurrencyKey, now);
}
