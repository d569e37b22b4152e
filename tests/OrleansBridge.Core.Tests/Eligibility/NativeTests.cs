using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Eligibility;

public class NativeTests
{
    private static readonly WorkerView NativeOnly = Farm.Worker("w", Farm.Browser("native", "cpu"));

    public static TheoryData<TestRequirements> Unasked => new(
        Farm.Test(),
        Farm.Test() with { BrowserRequirements = new() { Preferred = "native" } },
        Farm.Test() with { BrowserRequirements = new() { Excluded = ["chrome"] } },
        Farm.Test() with { Backend = new() { Required = "cpu" } });

    [Theory]
    [MemberData(nameof(Unasked))]
    public void No_test_gets_native_unless_it_requires_it(TestRequirements test) =>
        Assert.Null(Placer.Choose(test, [NativeOnly], RecoveryWishes.None).Place);

    [Fact]
    public void A_test_that_requires_native_runs_there_on_its_backend()
    {
        var place = Placer.Choose(Farm.Test() with { BrowserRequirements = new() { Required = "native" } }, [NativeOnly], RecoveryWishes.None).Place;
        Assert.Equal(("native", "cpu"), (place?.Browser.Browser, place?.Backend));
    }

    [Fact]
    public void A_farm_of_native_alone_has_no_browser_for_a_test()
    {
        var error = Assert.Single(FarmCheck.Check(Farm.Test(), [NativeOnly]));
        Assert.Contains("leaves no browser", error.Problem, StringComparison.Ordinal);
    }
}
