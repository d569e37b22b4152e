using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Tests.Running;

[Collection(Flow.ConsoleCollection.Name)]
public sealed class CommandRunnerTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("suite")]
    [InlineData("suite /no/such/folder --data /tmp/never-made")]
    [InlineData("suite . --fail-on regression --data /tmp/never-made")]
    [InlineData("run /no/such.onnx --data /tmp/never-made")]
    [InlineData("up --bind 0.0.0.0 --data /tmp/never-made")]
    [InlineData("up --workers 900 --data /tmp/never-made")]
    [InlineData("up --port 70000 --data /tmp/never-made")]
    [InlineData("submit --data /tmp/never-made")]
    [InlineData("workers --data /tmp/never-made")]
    [InlineData("submit /dev/null/x.json --data /tmp/never-made")]
    [InlineData("profile --data /tmp/never-made")]
    [InlineData("profile --models vit-huge --out /tmp/speeds.json --data /tmp/never-made")]
    [InlineData("profile --rounds 1 --out /tmp/speeds.json --data /tmp/never-made")]
    [InlineData("bench mix --rounds 1 --data /tmp/never-made")]
    public async Task A_mistake_is_one_message_and_status_2(string line)
    {
        var (status, _, error) = await Flow.Captured.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Usage, status);
        Assert.StartsWith("bridge: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists("/tmp/never-made"));
    }

    [Fact]
    public async Task Help_shows_examples()
    {
        var (status, output, _) = await Flow.Captured.RunAsync("suite", "--help");

        Assert.Equal(ExitCode.Clean, status);
        Assert.Contains("--baseline", output, StringComparison.Ordinal);
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
    }
}
