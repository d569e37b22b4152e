using OrleansBridge.Core.Scaling;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Tests.Scaling;

public class PressureGaugeTests
{
    [Fact]
    public void It_is_what_waits_and_what_runs_over_the_slots()
    {
        var pressure = PressureGauge.Read(6, [Worker(reserved: 9), Worker(reserved: 3)]);
        Assert.Equal((1.0, 6, 12, 18, 2), (pressure.Pressure, pressure.Queued, pressure.Busy, pressure.Slots, pressure.Workers));
    }

    [Fact]
    public void Of_tests_that_share_a_key_a_further_silo_could_start_one()
    {
        var farm = new[] { Farm.Worker("w", Farm.Browser("chrome", "wasm")) };
        var waiting = Enumerable.Range(0, 5).Select(n => Farm.Test() with { TestId = $"t{n}", ConcurrencyKey = n < 4 ? "k" : null }).ToList();
        Assert.Equal(2, PressureGauge.Startable(waiting, [], farm));
        Assert.Equal(1, PressureGauge.Startable(waiting, ["k"], farm));
    }

    [Fact]
    public void A_test_that_no_worker_could_run_asks_for_no_silo()
    {
        var test = Farm.Test() with { Backend = new() { Required = "webnn" } };
        Assert.Equal(0, PressureGauge.Startable([test], [], [Farm.Worker("w", Farm.Browser("chrome", "wasm"))]));
        Assert.Equal(1, PressureGauge.Startable([test], [], []));
    }

    [Fact]
    public void An_idle_farm_has_none() => Assert.Equal(0, PressureGauge.Read(0, [Worker(reserved: 0)]).Pressure);

    [Fact]
    public void A_farm_without_a_slot_is_pressed_by_every_test_that_waits()
    {
        Assert.Equal(0, PressureGauge.Read(0, []).Pressure);
        Assert.Equal(5, PressureGauge.Read(5, []).Pressure);
    }

    [Fact]
    public void A_draining_worker_asks_for_nobody_to_take_its_place()
    {
        var pressure = PressureGauge.Read(0, [Worker(reserved: 9) with { Draining = true }, Worker(reserved: 0)]);
        Assert.Equal((0.0, 9, 1), (pressure.Pressure, pressure.Slots, pressure.Workers));
    }

    [Fact]
    public void A_lost_workers_tests_will_want_a_place()
    {
        var pressure = PressureGauge.Read(0, [Worker(reserved: 9) with { Alive = false }, Worker(reserved: 0)]);
        Assert.Equal((1.0, 9, 0, 9), (pressure.Pressure, pressure.Queued, pressure.Busy, pressure.Slots));
    }

    private static WorkerSnapshot Worker(int reserved) => new()
    {
        Descriptor = new WorkerDescriptor { WorkerId = "w", Silo = "s", MaxBrowsers = 3, SlotsPerBrowser = 3 },
        Reserved = reserved,
        Alive = true,
    };
}
