using System.Diagnostics;
using OrleansBridge.Core.Prediction;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Execution;
using Xunit.Abstractions;

namespace OrleansBridge.Core.Tests.Prediction;

/// <summary>What a look ahead and a plan cost a second, for a pool of a hundred workers with three browser and six model types.</summary>
public class CostTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Types = ["chrome", "firefox", "edge"];

    [Fact]
    public void A_look_and_a_plan_cost_microseconds()
    {
        var forecast = new LoadForecast(new PredictionOptions());
        var chance = new Chance(1);
        var samples = Types.SelectMany(b => Enumerable.Range(0, 6).Select(m => new LoadSample(b, $"m{m}", 5, 30))).ToList();
        var slots = Types.ToDictionary(t => t, _ => 300);
        var workers = Enumerable.Range(0, 100).Select(n => Farm.Worker($"w{n}", [.. Types.Select(t => Farm.Browser(t, "wasm"))]) with
        {
            Browsers = [.. Types.Select(t => new BrowserSnapshot { Id = $"w{n}/{t}/0", Worker = $"w{n}", Browser = t })],
        }).ToList();
        var scaler = new InstanceScaler(new ScalingOptions { Least = 3 });
        List<double> looks = [], plans = [];
        for (var second = 0; second < 900; second++)
        {
            var now = Start.AddSeconds(second);
            for (var n = 0; n < 10; n++)
            {
                forecast.Arrived(new($"t{second}/{n}", "m", $"m{chance.Uniform() * 6:0}", Types[(int)(chance.Uniform() * 3)], now), now);
            }

            var begun = Stopwatch.GetTimestamp();
            var outlook = forecast.Look(samples, slots, now);
            looks.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
            begun = Stopwatch.GetTimestamp();
            scaler.Plan(workers, slots.ToDictionary(s => s.Key, _ => 0), outlook, forecast.ModelsOf, now);
            plans.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
        }

        // The least of many: the others tell how busy the machine is.
        var (look, plan) = (looks.Min(), plans.Min());
        output.WriteLine($"a look over {samples.Count} pairs {look:0} us, a plan for {workers.Count} workers {plan:0} us");
        Assert.InRange(look, 0, 1_000);
        Assert.InRange(plan, 0, 1_000);
    }
}
