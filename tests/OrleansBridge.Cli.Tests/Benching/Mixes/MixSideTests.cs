using OrleansBridge.Cli.Benching.Mixes;
using OrleansBridge.Core.Dispatching;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Execution;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Tests.Benching.Mixes;

public sealed class MixSideTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_side_has_options_that_a_silo_takes(bool firstBackend) =>
        Assert.All(MixSide.All(firstBackend), side => Assert.Empty(side.Placement.Problems()));

    [Fact]
    public void Only_the_full_side_looks_at_what_runs_take()
    {
        Assert.Equal("firefox", Chosen(MixSide.Full));
        Assert.Equal("chrome", Chosen(MixSide.LeastLoaded));
    }

    [Theory]
    [InlineData(true, Backends.WebGpu)]
    [InlineData(false, Backends.Wasm)]
    public void The_others_have_the_measured_backend_unless_they_are_to_take_the_first(bool firstBackend, string backend)
    {
        var dispatcher = Farm(MixSide.All(firstBackend).Single(s => s.Name == MixSide.LeastLoaded).Placement, busy: null);

        Assert.Equal(backend, Assert.Single(dispatcher.Place([new(Test("t"), Now)], Now)).Decision.Place!.Backend);
    }

    [Theory]
    [InlineData(MixSide.Full, 1)]
    [InlineData(MixSide.LeastLoaded, 0)]
    public void Only_the_full_side_moves_tests(string side, int moves)
    {
        var dispatcher = new Dispatcher(MixSide.All(false).Single(s => s.Name == side).Placement);
        Dictionary<RunKey, string> runs = [];
        foreach (var n in Enumerable.Range(0, 3))
        {
            var run = new RunKey($"t{n}", 1, 0);
            runs.Add(run, "chrome");
            dispatcher.Assigned(run, Test($"t{n}"), "a", "chrome", Backends.Wasm, Now);
        }

        dispatcher.Started(new RunKey("t0", 1, 0), Now);
        dispatcher.Upsert(Worker("a", "chrome") with { Runs = runs }, Now);
        dispatcher.Upsert(Worker("b", "chrome"), Now);

        Assert.Equal(moves, dispatcher.Steal(Now).Count);
    }

    /// <summary>Where a test goes when chrome is idle and slow, and firefox has a run and is fast.</summary>
    private static string Chosen(string side) =>
        Farm(MixSide.All(false).Single(s => s.Name == side).Placement, busy: "firefox").Place([new(Test("t"), Now)], Now + TimeSpan.FromSeconds(.99)).Select(d => d.Decision.Place?.Browser.Browser).SingleOrDefault() ?? "firefox";

    /// <summary>Chrome takes 100 s and firefox 1 s on wasm; WebGPU ten times as long.</summary>
    private static Dispatcher Farm(DispatcherOptions options, string? busy)
    {
        var dispatcher = new Dispatcher(options);
        foreach (var (browser, seconds) in new[] { ("chrome", 100.0), ("firefox", 1.0) })
        {
            foreach (var n in Enumerable.Range(0, 10))
            {
                dispatcher.Ended(new RunKey($"{browser}{n}", 1, 0), new("m", ModelTypes.Vision, browser, Backends.Wasm, browser, true, 0, seconds, true, null));
                dispatcher.Ended(new RunKey($"{browser}{n}", 2, 0), new("m", ModelTypes.Vision, browser, Backends.WebGpu, browser, true, 0, 10 * seconds, true, null));
            }

            var worker = Worker(browser, browser);
            if (browser == busy)
            {
                var run = new RunKey("busy", 1, 0);
                dispatcher.Assigned(run, Test("busy"), browser, browser, Backends.Wasm, Now);
                dispatcher.Started(run, Now);
                worker = worker with { Runs = new Dictionary<RunKey, string> { [run] = browser } };
            }

            dispatcher.Upsert(worker, Now);
        }

        return dispatcher;
    }

    private static TestRequirements Test(string id) => new() { TestId = id, ModelId = "m", ModelType = ModelTypes.Vision };

    private static WorkerView Worker(string id, string browser) => new()
    {
        Descriptor = new WorkerDescriptor
        {
            WorkerId = id,
            Silo = "s",
            MaxBrowsers = 1,
            Browsers = [new BrowserCapability { Browser = browser, Backends = [.. new[] { Backends.WebGpu, Backends.Wasm }.Select(b => new BackendCapability(b, true, null, null, null))] }],
            MemoryGb = 16,
        },
        Generation = 1,
        Browsers = [new BrowserSnapshot { Id = $"{id}/{browser}/0", Worker = id, Browser = browser }],
        FreeMemoryGb = 8,
    };
}
