using OrleansBridge.Core.Eligibility;

namespace OrleansBridge.Core.Tests.Eligibility;

public class FarmCheckTests
{
    [Fact]
    public void With_no_worker_yet_a_test_waits() => Assert.Empty(FarmCheck.Check(Farm.Test(), []));

    [Fact]
    public void A_busy_farm_refuses_nobody() =>
        Assert.Empty(FarmCheck.Check(Farm.Test(), [Farm.Worker("w", Farm.Browser("chrome", "wasm")).Busy("chrome", 9)]));

    [Fact]
    public void A_browser_nobody_has_is_named_with_those_there_are()
    {
        var error = Assert.Single(FarmCheck.Check(
            Farm.Test() with { BrowserRequirements = new() { Required = "safari" } }, [Farm.Worker("w", Farm.Browser("chrome", "wasm"))]));
        Assert.Equal("browser_requirements.required", error.Field);
        Assert.Contains("chrome", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backend_that_works_nowhere_is_named_with_the_probes_reason()
    {
        var error = Assert.Single(FarmCheck.Check(
            Farm.Test() with { Backend = new() { Required = "webnn" } }, [Farm.Worker("w", Farm.Browser("chrome", "wasm"))]));
        Assert.Equal("backend.required", error.Field);
        Assert.Contains("not here", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_above_the_largest_worker_is_refused()
    {
        var error = Assert.Single(FarmCheck.Check(Farm.Test() with { MinimumMemory = 64 }, [Farm.Worker("w", Farm.Browser("chrome", "wasm"))]));
        Assert.Equal("minimum_memory", error.Field);
    }

    [Fact]
    public void Requirements_met_only_by_different_workers_are_refused() => Assert.NotEmpty(FarmCheck.Check(
        Farm.Test() with { BrowserRequirements = new() { Required = "firefox" }, Backend = new() { Required = "webnn" } },
        [Farm.Worker("a", Farm.Browser("firefox", "wasm")), Farm.Worker("b", Farm.Browser("edge", "webnn"))]));
}
