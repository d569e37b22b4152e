using OrleansBridge.Cli.Profiling;
using OrleansBridge.Cli.Targets;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Profiling;

public sealed class ProfileMakingTests
{
    private static readonly Target Chrome = new(BrowserTypes.Chrome, Backends.Wasm);

    [Fact]
    public void A_test_takes_its_rest_and_as_many_runs_as_it_consists_of()
    {
        var profile = Made([Sample(10, rest: .5), Sample(10, rest: .7)], 120);

        var entry = Assert.Single(profile.Entries);
        Assert.Equal(10.6, entry.RunSeconds, 3);
        Assert.Equal(2, entry.SetupSeconds);
        Assert.Equal(120, entry.Megabytes);
        Assert.Equal(2, entry.Samples);
    }

    [Fact]
    public void Spread_is_that_of_the_logarithm()
    {
        var profile = Made([Sample(100, rest: 0), Sample(100 / Math.E, rest: 0)], 1);

        Assert.Equal(Math.Sqrt(.5), profile.Entries[0].Spread, 3);
    }

    [Fact]
    public void What_was_measured_says_so_and_survives_its_file()
    {
        var profile = Made([Sample(10, .5), Sample(11, .5)], 120);

        Assert.Equal("measured", profile.Evidence);
        Assert.Equal(profile.Entries, SpeedProfile.FromJson(profile.ToJson()).Entries);
        Assert.Equal(1.5, profile.Browsers.Single().LaunchSeconds);
    }

    [Fact]
    public void Memory_that_could_not_be_read_is_assumed_and_says_so()
    {
        var profile = Made([Sample(10, .5), Sample(11, .5)], null);

        Assert.False(profile.Entries[0].Measured);
        Assert.Equal(AssumedProfile.Default.Entries.First(e => e.ModelType == ModelTypes.Vision).Megabytes, profile.Entries[0].Megabytes);
    }

    private static SpeedProfile Made(IReadOnlyList<SpeedSample> samples, double? megabytes) => ProfileMaking.Of(
        "p", "s", 100,
        [new LaunchSample(BrowserTypes.Chrome, 1, 300), new LaunchSample(BrowserTypes.Chrome, 2, 310)],
        samples,
        new Dictionary<(string, Target), double?> { [(ModelTypes.Vision, Chrome)] = megabytes });

    private static SpeedSample Sample(double perSecond, double rest) => new(ModelTypes.Vision, Chrome, 2, 1 / perSecond, perSecond, null) { RestSeconds = rest };
}
