using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Tests.Agents;

public sealed class BrowserScalingTests : IDisposable
{
    private readonly NotingEngine _engine = new();
    private readonly HostedWorkers _workers = new();
    private readonly AdmissionGate _gate;
    private readonly RunTable _runs;
    private readonly MemoryPressure _memory;
    private readonly BrowserScaling _scaling;
    private TimeSpan _delay;
    private double _used = .5;

    public BrowserScalingTests()
    {
        var (options, time) = (Options.Create(new AgentOptions()), TimeProvider.System);
        _gate = new(() => _delay, time);
        _memory = new(() => _used, MemoryLadder.Default, _engine, _gate, NullLogger<MemoryPressure>.Instance);
        _runs = new(_engine, new(_engine, time, NullLogger<InstanceBreakers>.Instance), _workers, _gate, null!, options, time, NullLogger<RunTable>.Instance);
        _scaling = new(_engine, _workers, _memory, new(_engine, _runs, _gate, options, time, NullLogger<WarmUps>.Instance), NullLogger<BrowserScaling>.Instance);
        _workers.Set(new(new() { WorkerId = "w" }, new() { WorkerId = "w", Silo = "s" }, 1));
    }

    private WarmUpPlace Place => _workers.Find("w")!.WarmUp;

    public void Dispose() => _workers.Dispose();

    [Fact]
    public void A_launch_and_a_close_are_asked_of_the_engine()
    {
        Follow(ScaleChange.Launch);
        Follow(ScaleChange.Close);
        Assert.Equal(["launch chrome on w: of a forecast", "close chrome on w: of a forecast"], _engine.Asked);
    }

    [Fact]
    public void Advice_for_a_worker_that_is_not_here_or_drains_is_passed_over()
    {
        Follow(ScaleChange.Launch, "elsewhere");
        _workers.Drain("w");
        Follow(ScaleChange.Launch);
        Follow(ScaleChange.Close);
        Warm("m");
        Assert.Empty(_engine.Asked);
        Assert.False(Place.IsTaken);
    }

    [Fact]
    public void While_memory_is_short_only_what_frees_some_is_done()
    {
        _used = .82;
        _memory.Look();
        Follow(ScaleChange.Launch);
        Warm("m");
        Follow(ScaleChange.Close);
        Assert.Equal(["EvictSessions", "close chrome on w: of a forecast"], _engine.Asked);
        Assert.False(Place.IsTaken);
    }

    [Fact]
    public async Task A_model_is_loaded_by_one_run_of_it_that_is_no_run_of_the_workers()
    {
        Warm("m", t => t with
        {
            TestId = "t",
            ModelSource = "/m",
            Iterations = 50,
            Warmup = 5,
            Strict = true,
            Exclusive = true,
            Expected = new(),
            Labels = new Dictionary<string, string> { ["noop.fail"] = "Crash" },
        });
        var (request, end) = await _engine.NextAsync();
        Assert.Equal(("w", BrowserTypes.Chrome, Backends.WebGpu, true), (request.Worker, request.Browser, request.Backend, request.WarmUp));
        var asked = request.Requirements;
        Assert.Equal(("warm-up/m", "/m", 1, 0, 60.0), (asked.TestId, asked.ModelSource, asked.Iterations, asked.Warmup, asked.Timeout));
        Assert.Equal((false, false, null, 0), (asked.Strict, asked.Exclusive, asked.Expected, asked.Labels.Count));
        Assert.Empty(_runs.Of("w"));
        end.SetResult(FailureKind.None);
        await EndedAsync();
    }

    [Fact]
    public async Task One_model_at_a_time_is_loaded_on_a_worker()
    {
        Warm("m1");
        var (_, end) = await _engine.NextAsync();
        Warm("m2");
        end.SetResult(FailureKind.None);
        await EndedAsync();
        Assert.Equal(0, _engine.Waiting);
        Warm("m3");
        Assert.Equal("m3", (await _engine.NextAsync()).Request.Requirements.ModelId);
    }

    [Fact]
    public async Task Nothing_is_loaded_where_no_instance_is_idle_or_no_run_would_begin()
    {
        _engine.Living = [_engine.Living[0] with { Active = 1 }, _engine.Living[0] with { Worker = "v" }, _engine.Living[0] with { Browser = BrowserTypes.Edge }];
        Warm("m");
        Assert.False(Place.IsTaken);

        _engine.Living = [_engine.Living[0] with { Active = 0 }];
        _delay = TimeSpan.FromSeconds(5);
        using (_gate.TryEnter())
        {
            Warm("m");
            await EndedAsync();
        }

        Assert.Equal(0, _engine.Waiting);
    }

    [Theory]
    [InlineData("drained")]
    [InlineData("closed")]
    [InlineData("registered anew")]
    public async Task It_ends_when_its_worker_is(string what)
    {
        Warm("m");
        var (_, end) = await _engine.NextAsync();
        var place = Place;
        switch (what)
        {
            case "drained":
                _workers.Drain("w");
                break;
            case "closed":
                _workers.Remove("w");
                break;
            default:
                _workers.Set(new(new() { WorkerId = "w" }, new() { WorkerId = "w", Silo = "s" }, 2));
                break;
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await place.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(place.TryBegin(_ => Task.CompletedTask));
    }

    [Fact]
    public async Task A_model_that_failed_is_left_alone_there_and_tells_no_breaker()
    {
        for (var i = 0; i < 6; i++)
        {
            Warm("m" + i);
            (await _engine.NextAsync()).End.SetResult(FailureKind.TimeOut);
            await EndedAsync();
        }

        Warm("m0");
        Assert.False(Place.IsTaken);
        Assert.Empty(_engine.Asked);
        Warm("m6");
        await _engine.NextAsync();
    }

    /// <summary>Nothing is under way any more.</summary>
    private async Task EndedAsync()
    {
        while (Place.IsTaken)
        {
            await Task.Yield();
        }
    }

    private void Follow(ScaleChange change, string worker = "w") => _scaling.Follow(new(worker, BrowserTypes.Chrome, change, "of a forecast"));

    private void Warm(string model, Func<TestRequirements, TestRequirements>? test = null)
    {
        var wanted = new TestRequirements { ModelId = model };
        _scaling.Follow(new("w", BrowserTypes.Chrome, ScaleChange.Warm, "of a forecast") { Test = test?.Invoke(wanted) ?? wanted, Backend = Backends.WebGpu });
    }
}
