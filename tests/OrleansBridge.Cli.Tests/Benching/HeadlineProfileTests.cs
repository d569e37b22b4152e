using OrleansBridge.Cli.Running;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Benching;

[Collection(Flow.ConsoleCollection.Name)]
public sealed class HeadlineProfileTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"profile-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(_file);

    public static TheoryData<string, string> Unusable => new()
    {
        { "", "cannot be read" },
        { "[1, 2]", "cannot be read" },
        { "{}", "cannot be read" },
        { """{"bench": "mix", "figures": []}""", "cannot be read" },
        { """{"name": "p", "source": "s", "browsers": [null], "entries": [null]}""", "without a name" },
        { (AssumedProfile.Default with { Entries = [.. AssumedProfile.Default.Entries.Where(e => e.ModelType != ModelTypes.Audio)] }).ToJson(), "no figures for audio" },
        { (AssumedProfile.Default with { Browsers = [.. AssumedProfile.Default.Browsers, AssumedProfile.Default.Browsers[0]] }).ToJson(), "twice" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task A_broken_or_foreign_profile_is_one_message(string json, string why)
    {
        await File.WriteAllTextAsync(_file, json);

        var (status, _, error) = await Flow.Captured.RunAsync("bench", "headline", "--seeds", "2", "--profile", _file);

        Assert.Equal(ExitCode.Usage, status);
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
