using OrleansBridge.Cli.Tests.Flow;

namespace OrleansBridge.Cli.Tests.Supervising;

[Collection(ConsoleCollection.Name)]
public sealed class JoinTests
{
    [Fact]
    public async Task No_silo_joins_a_runtime_that_is_one_process()
    {
        var (status, _, error) = await Captured.RunAsync("up", "--join", "--engine", "noop", "--data", Path.Combine(Path.GetTempPath(), "bridge-nowhere"));
        Assert.Equal(2, status);
        Assert.Contains("one process", error, StringComparison.Ordinal);
        Assert.Contains("OrleansRuntime=Microsoft", error, StringComparison.Ordinal);
    }
}
