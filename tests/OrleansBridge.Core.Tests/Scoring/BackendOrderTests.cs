using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Scoring;

public class BackendOrderTests
{
    private readonly ServiceTimes _times = new();

    [Fact]
    public void A_backend_that_was_measured_to_be_faster_takes_the_place_of_the_first_in_order()
    {
        Assert.Equal("webgpu", Choose());
        See("webgpu", .1, 4);
        See("wasm", .002, 2);
        Assert.Equal("webgpu", Choose());
        See("wasm", .002, 2);
        Assert.Equal("wasm", Choose());
    }

    [Fact]
    public void Nothing_is_concluded_while_the_first_was_not_tried()
    {
        See("wasm", .002, 10);
        Assert.Equal("webgpu", Choose());
    }

    [Fact]
    public void A_little_faster_is_not_enough_and_against_a_preference_it_takes_clearly_more()
    {
        See("webgpu", 1, 20);
        See("wasm", .9, 20);
        Assert.Equal("webgpu", Choose());
        See("webnn", .5, 20);
        Assert.Equal("webnn", Choose());
        Assert.Equal("webgpu", Choose(new() { Preferred = "webgpu" }));
        See("webgpu", 9, 20);
        Assert.Equal("webnn", Choose(new() { Preferred = "webgpu" }));
    }

    [Fact]
    public void Three_runs_of_each_are_enough_and_two_are_not()
    {
        See("webgpu", 9, 2);
        See("wasm", .1, 3);
        Assert.Equal("webgpu", Choose());
        See("webgpu", 9, 1);
        Assert.Equal("wasm", Choose());
    }

    [Fact]
    public void What_is_required_is_never_outweighed()
    {
        See("webgpu", 9, 20);
        See("wasm", .001, 20);
        Assert.Equal("webgpu", Choose(new() { Required = "webgpu" }));
    }

    [Fact]
    public void A_fast_backend_that_mostly_fails_is_not_faster()
    {
        See("webgpu", 1, 20);
        See("wasm", .5, 20);
        for (var n = 0; n < 60; n++)
        {
            _times.Observe(Run("wasm", .5) with { Succeeded = false });
        }

        Assert.Equal("webgpu", Choose());
    }

    [Fact]
    public void What_recovery_leaves_stays_left()
    {
        See("webgpu", 9, 20);
        See("wasm", .001, 20);
        Assert.Equal("webgpu", BackendOrder.Choose(Farm.Test(), Farm.Browser("chrome", "webgpu", "wasm"), ["wasm"], new() { Times = _times }));
    }

    private static RunObservation Run(string backend, double seconds) => new("m", ModelTypes.Generic, "chrome", backend, "w", false, 1, seconds, true, null);

    private void See(string backend, double seconds, int runs)
    {
        for (var n = 0; n < runs; n++)
        {
            _times.Observe(Run(backend, seconds));
        }
    }

    private string? Choose(BackendRequirements? backend = null) =>
        BackendOrder.Choose(Farm.Test() with { Backend = backend ?? new() }, Farm.Browser("chrome", "webgpu", "webnn", "wasm"), [], new() { Times = _times });
}
