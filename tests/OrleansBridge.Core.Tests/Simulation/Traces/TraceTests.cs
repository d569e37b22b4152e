using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Tests.Simulation.Traces;

public class TraceTests
{
    public static TheoryData<string> Names => [.. Trace.Names];

    [Theory, MemberData(nameof(Names))]
    public void Tests_come_in_order_and_the_same_seed_draws_them_again(string name)
    {
        var trace = Trace.Of(name, 3);

        Assert.Equal(trace.Tests, Trace.Of(name, 3).Tests);
        Assert.NotEqual(trace.Tests, Trace.Of(name, 4).Tests);
        Assert.Equal(trace.Tests.Select(t => t.ArrivesAt).Order(), trace.Tests.Select(t => t.ArrivesAt));
        Assert.All(trace.Tests, t => Assert.True(t is { RunLuck: > 0 and < 1, SetupLuck: > 0 and < 1, Size: > 0 }));
    }

    [Fact]
    public void The_seeds_scenario_is_twenty_tests_and_a_spike_of_sixty()
    {
        var tests = SeedScenario.Of(1).Tests;

        Assert.Equal(80, tests.Length);
        Assert.True(tests[79].ArrivesAt - tests[20].ArrivesAt < 1);
        Assert.True(tests[19].ArrivesAt > 5);
        Assert.Equal(["chrome firefox", "chrome edge", "firefox edge", "chrome firefox edge"], SeedScenario.Of(1).Workers.Select(w => string.Join(' ', w.Browsers)));
    }

    [Fact]
    public void The_seeds_mix_is_as_they_say()
    {
        var tests = Enumerable.Range(0, 100).SelectMany(seed => SeedScenario.Of(seed).Tests.Select(t => SeedScenario.Of(0).Models[t.Model].ModelType)).ToList();

        Assert.Equal(.4, Share("vision"), .02);
        Assert.Equal(.3, Share("audio"), .02);
        Assert.Equal(.2, Share("text_embedding"), .02);
        Assert.Equal(.1, Share("large_language_model"), .02);

        double Share(string type) => (double)tests.Count(t => t == type) / tests.Count;
    }

    [Fact]
    public void Heavy_tails_have_mean_one_and_much_work_in_few_tests()
    {
        var sizes = Enumerable.Range(0, 200).SelectMany(seed => Trace.Of("heavy-tail", seed).Tests.Select(t => t.Size)).OrderDescending().ToList();

        Assert.Equal(1, sizes.Average(), .03);
        Assert.True(sizes.Take(sizes.Count / 10).Sum() > .36 * sizes.Sum(), "an exponential has a third there");
    }

    [Fact]
    public void Days_have_a_busy_and_a_quiet_half()
    {
        var day = Trace.Of("diurnal", 1).Tests.Where(t => t.ArrivesAt < 300).ToList();

        Assert.True(day.Count(t => t.ArrivesAt is > 75 and < 225) > .7 * day.Count);
    }
}
