using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Targets;
using OrleansBridge.Execution;

namespace OrleansBridge.Cli.Tests.Targets;

public sealed class TargetSelectionTests
{
    private static readonly BrowserCapability[] Farm =
    [
        Browser("chrome", null, ("webgpu", true), ("webnn", false), ("wasm", true)),
        Browser("edge", "not installed"),
    ];

    [Fact]
    public void All_means_all_that_is_there()
    {
        Assert.Equal([new Target("chrome", "webgpu"), new Target("chrome", "wasm")], TargetSelection.Of(["all"], ["all"]).Among(Farm));
    }

    [Fact]
    public void What_is_named_must_be_there()
    {
        Assert.Contains("not installed", Assert.Throws<UserErrorException>(() => TargetSelection.Of(["edge"], ["all"]).Among(Farm)).Message, StringComparison.Ordinal);
        Assert.Contains("no webnn", Assert.Throws<UserErrorException>(() => TargetSelection.Of(["chrome"], ["webnn"]).Among(Farm)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_names_are_refused_with_the_known_ones()
    {
        Assert.Contains("chrome, firefox, edge", Assert.Throws<UserErrorException>(() => TargetSelection.Of(["chorme"], ["all"])).Message, StringComparison.Ordinal);
    }

    private static BrowserCapability Browser(string name, string? problem, params (string Name, bool Works)[] backends) => new()
    {
        Browser = name,
        Problem = problem,
        Backends = [.. backends.Select(b => new BackendCapability(b.Name, b.Works, null, null, b.Works ? null : "the probe failed"))],
    };
}
