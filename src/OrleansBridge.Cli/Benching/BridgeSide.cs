using System.Diagnostics;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Suites;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Benching;

/// <summary>Cases through the whole bridge: submitted, committed, placed, run, accepted.</summary>
internal sealed class BridgeSide(BridgeConnection bridge, string browser, string backend, TimeSpan timeout)
{
    private const string Second = "two";

    private readonly string _run = $"bench-{DateTime.UtcNow:yyyyMMddHHmmss}";
    private int _count;

    /// <summary>One case after another.</summary>
    /// <returns>For each: milliseconds from dispatch (the attempt's start) to accepted, and from submit to accepted.</returns>
    internal async Task<List<(double Dispatched, double Submitted)>> OneByOneAsync(IEnumerable<string> folders, CancellationToken cancellation)
    {
        var times = new List<(double, double)>();
        foreach (var folder in folders)
        {
            var test = Test(folder);
            var begun = Stopwatch.GetTimestamp();
            await bridge.Api.SubmitAsync(test, cancellation);
            await foreach (var change in bridge.Api.WatchAsync([test.TestId!], cancellation))
            {
                if (change.Result is { } result)
                {
                    var dispatched = change.SubmittedAt.AddMilliseconds(result.Timings.QueueMs ?? 0);
                    times.Add(((DateTimeOffset.UtcNow - dispatched).TotalMilliseconds, Stopwatch.GetElapsedTime(begun).TotalMilliseconds));
                }
            }
        }

        return times;
    }

    /// <summary>All cases at once.</summary>
    /// <returns>Cases per second from the first submit to the last accepted result.</returns>
    internal async Task<double> ThroughputAsync(IReadOnlyCollection<string> folders, CancellationToken cancellation)
    {
        var tests = folders.Select(Test).ToList();
        var begun = Stopwatch.GetTimestamp();
        using var execution = new SuiteExecution(bridge);
        await foreach (var _ in execution.RunAsync(tests, cancellation))
        {
        }

        return tests.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>A second worker with one browser, for as long as the action takes.</summary>
    internal async Task<T> WithTwoAsync<T>(IReadOnlyCollection<string> warmUp, Func<Task<T>> action, CancellationToken cancellation)
    {
        await Attaching.RegisterAsync(bridge.Api, new() { WorkerId = Second, MaxBrowsers = 1, BrowserTypes = [browser] }, cancellation);
        await Attaching.WorkersAsync(bridge.Api, [Second], cancellation);
        await ThroughputAsync(warmUp, cancellation);
        var result = await action();
        await bridge.Api.UnregisterAsync(Second, cancellation);
        while ((await bridge.Api.WorkersAsync(cancellation)).Exists(w => w.Descriptor.WorkerId == Second && w is { Alive: true, Draining: false }))
        {
            await Task.Delay(100, cancellation);
        }

        return result;
    }

    internal async Task<double> MemoryMbAsync(CancellationToken cancellation) =>
        (await bridge.Api.BrowsersAsync(cancellation)).Sum(b => b.PssMb ?? 0);

    private TestRequirements Test(string folder) => new()
    {
        TestId = $"{_run}/{_count++}",
        ModelId = Path.GetFileName(folder),
        ModelSource = folder,
        BrowserRequirements = new BrowserRequirements { Required = browser },
        Backend = new BackendRequirements { Required = backend },
        Timeout = timeout.TotalSeconds,
    };
}
