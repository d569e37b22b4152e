using OrleansBridge.Core.Simulation.Profiles;

namespace OrleansBridge.Core.Tests.Simulation.Profiles;

public class SpeedProfileTests
{
    [Fact]
    public void A_profile_survives_its_file()
    {
        var read = SpeedProfile.FromJson(AssumedProfile.Default.ToJson());

        Assert.Equal(AssumedProfile.Default.Entries, read.Entries);
        Assert.Equal(AssumedProfile.Default.Browsers, read.Browsers);
        Assert.Equal(AssumedProfile.Default.ToJson(), read.ToJson());
    }

    [Fact]
    public void What_was_assumed_says_so()
    {
        var assumed = AssumedProfile.Default;
        var mixed = assumed with { Entries = [assumed.Entries[0] with { Measured = true }, .. assumed.Entries.Skip(1)] };

        Assert.Equal("assumed", assumed.Evidence);
        Assert.Equal("1 of 42 speeds measured, the others assumed", mixed.Evidence);
        Assert.False(mixed.Measured);
    }

    [Theory]
    [InlineData("vision", "chrome")]
    [InlineData("audio", "firefox")]
    [InlineData("text_embedding", "edge")]
    [InlineData("large_language_model", "chrome")]
    public void The_assumed_farm_is_as_its_seeds_say(string type, string fastest) =>
        Assert.Equal(fastest, AssumedProfile.Default.Entries.Where(e => e.ModelType == type).MinBy(e => e.RunSeconds)!.Browser);

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("{\"name\":\"p\"}", "source")]
    [InlineData("{\"name\":\"p\",\"source\":\"s\",\"browsers\":[],\"entries\":[]}", "lacks")]
    [InlineData("""{"name":"p","source":"s","browsers":[],"entries":[{"model_type":"vision","browser":"chrome","backend":"wasm","setup_seconds":1,"run_seconds":1,"measured":true}]}""", "names a browser")]
    [InlineData("""{"name":"p","source":"s","browsers":[{"browser":"chrome","launch_seconds":1,"megabytes":1,"measured":true}],"entries":[{"model_type":"vision","browser":"chrome","backend":"wasm","setup_seconds":1,"run_seconds":0,"measured":true}]}""", "run_seconds above 0")]
    public void An_unusable_file_is_refused_with_the_reason(string json, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => SpeedProfile.FromJson(json)).Message);

    [Fact]
    public void Factors_have_mean_one_and_the_spread_asked_for()
    {
        var entry = AssumedProfile.Default.Entries[0] with { Spread = .4 };
        var factors = Enumerable.Range(0, 100_000).Select(i => entry.Factor((i + .5) / 100_000)).ToList();
        var logs = factors.ConvertAll(Math.Log);

        Assert.Equal(1, factors.Average(), 1e-3);
        Assert.Equal(.4, Math.Sqrt(logs.Average(l => l * l) - Math.Pow(logs.Average(), 2)), 1e-3);
        Assert.Equal(1, Enumerable.Range(0, 100_000).Average(i => (entry with { Shape = SpeedShape.Exponential }).Factor((i + .5) / 100_000)), 1e-3);
        Assert.Equal(1.959964, Normal.Quantile(.975), 1e-6);
    }
}
