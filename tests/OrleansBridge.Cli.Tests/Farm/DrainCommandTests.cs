using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Tests.Flow;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Tests.Farm;

/// <summary>How <c>bridge drain</c> ends where the silo does not: against a silo's endpoint whose answers the test gives.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class DrainCommandTests : IAsyncLifetime
{
    private readonly DataFolder _data = new(Path.Combine(Path.GetTempPath(), $"drain-command-{Guid.NewGuid():N}"));
    private readonly Process _silo = Process.Start("sleep", "600");
    private readonly Queue<Func<IResult>> _answers = [];
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet("/health/live", () => "live");
        _app.MapPost("/api/silo/drain", () => (_answers.Count > 1 ? _answers.Dequeue() : _answers.Peek())());
        await _app.StartAsync();
        new BridgeEndpoint(_app.Urls.Single(), new ProcessIdentity(_silo.Id, _silo.StartTime.ToUniversalTime()), OrleansRuntimeName.Value, Supervised: true).Publish(_data);
    }

    public async Task DisposeAsync()
    {
        _silo.Kill();
        _silo.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_data.Path, recursive: true);
    }

    [Fact]
    public async Task A_failure_that_passes_is_said_once_and_the_silo_is_asked_again()
    {
        Answers(Failing, Failing, () => Left(1, 2), () => Left(0, 0));

        var (status, output, error) = await DrainAsync();

        Assert.Equal(ExitCode.Clean, status);
        Assert.Equal("draining: 2 runs of 1 workers are left\ndrained: this silo has no worker any more\n", output);
        Assert.Equal(2, error.Split("not drained yet").Length);
    }

    [Fact]
    public async Task A_silo_that_is_not_drained_in_time_is_a_failure_that_says_so()
    {
        Answers(() => Left(1, 1));

        var (status, output, _) = await DrainAsync("--timeout", "0.1");

        Assert.Equal(ExitCode.Failed, status);
        Assert.EndsWith("not drained within 0.1 s; what is cut off now runs again elsewhere\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_ended_meanwhile_is_not_asked_any_longer()
    {
        Answers(() =>
        {
            _silo.Kill();
            _silo.WaitForExit();
            return Failing();
        });

        var (status, _, error) = await DrainAsync();

        Assert.Equal(ExitCode.Usage, status);
        Assert.Contains("the silo ended before it was drained. What it ran runs again elsewhere", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_no_waiting_changes_ends_it_at_once()
    {
        Answers(() => TypedResults.Json(new { detail = "There is no silo in this process." }, contentType: "application/problem+json", statusCode: 404));

        var (status, _, error) = await DrainAsync();

        Assert.Equal(ExitCode.Usage, status);
        Assert.Contains("There is no silo in this process", error, StringComparison.Ordinal);
    }

    private void Answers(params Func<IResult>[] answers) => answers.ToList().ForEach(_answers.Enqueue);

    private Task<(int Status, string Output, string Error)> DrainAsync(params string[] more) => Captured.RunAsync(["drain", "--data", _data.Path, .. more]);

    private static IResult Failing() => TypedResults.Problem("the balancer moves", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static IResult Left(int workers, int runs) => TypedResults.Json(new { draining = true, workers, runs });
}
