using OrleansBridge.Cli.Benching.Mixes;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Benching.Mixes;

public sealed class MixTestsTests
{
    private static readonly BrowserCapability[] Browsers =
    [
        new() { Browser = "chrome", Backends = [new(Backends.WebGpu, true, "swiftshader", true, null), new(Backends.Wasm, true, null, null, null)] },
        new() { Browser = "edge", Backends = [new(Backends.WebNn, true, "cpu", true, null), new(Backends.WebGpu, false, null, null, "none")] },
    ];

    [Fact]
    public void Every_model_is_seen_four_times_at_every_place_there_is()
    {
        var taught = new MixTests("/models", 12).Taught(Browsers);

        var places = taught.CountBy(t => (t.ModelId, t.BrowserRequirements.Required, t.Backend.Required)).ToList();
        Assert.Equal(4 * 3, places.Count);
        Assert.All(places, p => Assert.Equal(4, p.Value));
        Assert.Equal(taught.Count, taught.DistinctBy(t => t.TestId).Count());
    }

    [Fact]
    public void A_mix_asks_for_nothing_unless_the_browser_types_take_turns()
    {
        var tests = new MixTests("/models", 12);
        var drawn = MixDraw.Of(1, 6);

        Assert.All(tests.Mix(drawn, null), t => Assert.Null(t.BrowserRequirements.Required));
        Assert.All(tests.Mix(drawn, null), t => Assert.Null(t.Backend.Required ?? t.Backend.Preferred));
        Assert.Equal(["chrome", "firefox", "edge", "chrome", "firefox", "edge"], tests.Mix(drawn, MixSilo.Types).Select(t => t.BrowserRequirements.Required));
        Assert.Equal(drawn, tests.Mix(drawn, MixSilo.Types).Select(t => t.ModelType));
    }
}
