using OrleansBridge.Cli.Chaos.Loading;
using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Tests.Chaos;

public sealed class ChaosPlanTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(.75);

    [Fact]
    public void A_seed_makes_the_same_plan_every_time_and_another_seed_another()
    {
        Assert.Equal(ChaosPlan.Make(7, Quick).Faults, ChaosPlan.Make(7, Quick).Faults);
        Assert.NotEqual(ChaosPlan.Make(7, Quick).Faults, ChaosPlan.Make(8, Quick).Faults);
    }

    [Fact]
    public void Ten_neighbouring_seeds_have_every_kind_of_fault() =>
        Assert.Equal(Enum.GetValues<FaultKind>().Order(), Enumerable.Range(1, 10).SelectMany(s => ChaosPlan.Make(s, Quick).Faults).Select(f => f.Kind).Distinct().Order());

    [Fact]
    public void Every_kind_of_fault_comes_in_several_of_ten_seeds()
    {
        var seeds = Enumerable.Range(1, 10).SelectMany(s => ChaosPlan.Make(s, Quick).Faults.Select(f => f.Kind).Distinct()).CountBy(k => k).ToDictionary();
        Assert.All(Enum.GetValues<FaultKind>(), kind => Assert.True(seeds.GetValueOrDefault(kind) >= 2, $"{kind} comes in {seeds.GetValueOrDefault(kind)} of 10 seeds"));
    }

    [Fact]
    public void Only_the_kinds_that_were_asked_for_come()
    {
        FaultKind[] only = [FaultKind.ManagerKill, FaultKind.LostCall];
        Assert.Equal(only, ChaosPlan.Make(1, Quick, only).Faults.Select(f => f.Kind).Distinct().Order());
    }

    [Fact]
    public void A_kind_is_named_as_the_report_names_it()
    {
        Assert.All(Enum.GetValues<FaultKind>(), k => Assert.Equal($"\"{FaultNames.Of(k)}\"", System.Text.Json.JsonSerializer.Serialize(k, OrleansBridge.Json.BridgeJson.Options)));
        Assert.Equal(FaultKind.DamagedRow, FaultNames.Parse("damaged_row"));
        Assert.Throws<UserErrorException>(() => FaultNames.Parse("bad_luck"));
    }

    [Fact]
    public void Faults_come_in_order_within_the_plan()
    {
        foreach (var plan in Enumerable.Range(0, 200).Select(s => ChaosPlan.Make(s, Quick)))
        {
            Assert.Equal(plan.Faults.OrderBy(f => f.At), plan.Faults);
            Assert.InRange(plan.Faults[^1].At, TimeSpan.Zero, plan.Length);
        }
    }

    [Fact]
    public void A_seed_makes_the_same_load_every_time()
    {
        var (first, second) = (new ChaosLoad(3, "/s", ["chrome"]), new ChaosLoad(3, "/s", ["chrome"]));
        Assert.All(Enumerable.Range(0, 50), n => Assert.Equal(Describe(first, n), Describe(second, n)));
        Assert.True(Enumerable.Range(0, 50).Select(n => first.Test(n).ModelId).Distinct().Count() > 5);

        static string Describe(ChaosLoad load, int number) => System.Text.Json.JsonSerializer.Serialize(load.Test(number));
    }

    [Theory]
    [InlineData("7", 1, 7)]
    [InlineData("1..10", 10, 10)]
    public void A_seed_or_a_range_is_read(string text, int count, int last)
    {
        var seeds = SeedRange.Parse(text);
        Assert.Equal((count, last), (seeds.Count, seeds[^1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10..1")]
    [InlineData("1..2..3")]
    [InlineData("-1")]
    public void Another_text_is_refused(string text) => Assert.Throws<UserErrorException>(() => SeedRange.Parse(text));
}
