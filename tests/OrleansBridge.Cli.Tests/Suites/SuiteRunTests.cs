using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Suites;

namespace OrleansBridge.Cli.Tests.Suites;

public sealed class SuiteRunTests : IDisposable
{
    private readonly DataFolder _data = new(Directory.CreateTempSubdirectory("bridge-suite-").FullName);

    public void Dispose() => Directory.Delete(_data.Path, recursive: true);

    [Fact]
    public void An_unfinished_run_of_the_same_arguments_resumes()
    {
        var (first, resumed) = SuiteRun.Begin(_data, "/models", ["chrome/wasm"]);
        var (second, again) = SuiteRun.Begin(_data, "/models", ["chrome/wasm"]);

        Assert.False(resumed);
        Assert.True(again);
        Assert.Equal(first.RunId, second.RunId);
    }

    [Fact]
    public void Other_arguments_are_another_run()
    {
        var (first, _) = SuiteRun.Begin(_data, "/models", ["chrome/wasm"]);
        var (second, resumed) = SuiteRun.Begin(_data, "/models", ["chrome/webgpu"]);

        Assert.False(resumed);
        Assert.NotEqual(first.RunId, second.RunId);
    }

    [Fact]
    public void A_finished_run_starts_anew()
    {
        var (first, _) = SuiteRun.Begin(_data, "/models", []);
        SuiteRun.Finish(_data, "/models", []);
        var (second, resumed) = SuiteRun.Begin(_data, "/models", []);

        Assert.False(resumed);
        Assert.NotEqual(first.RunId, second.RunId);
    }
}
