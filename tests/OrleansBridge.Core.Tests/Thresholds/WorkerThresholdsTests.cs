using OrleansBridge.Core.Thresholds;

namespace OrleansBridge.Core.Tests.Thresholds;

public class WorkerThresholdsTests
{
    private static readonly ThresholdOptions Options = new();
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_step_from_three_to_nine_tenths_moves_them_within_ten_checks()
    {
        var before = After(Enumerable.Repeat(.3, 100))[^1];
        Assert.Equal((.85, .2), (before.High, before.Low));
        var after = After(Enumerable.Repeat(.3, 100).Concat(Enumerable.Repeat(.9, 10)))[^10..];

        // A worker that fills is overloaded sooner, and no longer one to be given more.
        Assert.True(after.Min(t => t.High) < .85 - .1);
        Assert.True(after.Min(t => t.Low) < .2 - .04);
        Assert.All(after.Skip(2), t => Assert.True(t.High < before.High - .02 && t.Low < before.Low - .02));
    }

    [Fact]
    public void A_step_back_moves_them_the_other_way()
    {
        var after = After(Enumerable.Repeat(.9, 100).Concat(Enumerable.Repeat(.3, 10)))[^10..];
        Assert.True(after.Max(t => t.High) > .85 + .03);
        Assert.True(after.Max(t => t.Low) > .2 + .08);
    }

    [Fact]
    public void After_a_step_they_come_back_to_where_they_rest()
    {
        var after = After(Enumerable.Repeat(.3, 100).Concat(Enumerable.Repeat(.9, 150)))[^1];
        Assert.Equal((.85, .2), (Math.Round(after.High, 3), Math.Round(after.Low, 3)));
    }

    [Fact]
    public void Between_two_checks_nothing_changes()
    {
        var first = WorkerThresholds.Start(Options).Check(.3, Start, Options);
        Assert.Same(first, first.Check(.9, Start.AddSeconds(29), Options));
        Assert.NotSame(first, first.Check(.9, Start.AddSeconds(30), Options));
    }

    [Fact]
    public void A_worker_that_is_new_starts_where_all_do_whatever_its_load()
    {
        var first = WorkerThresholds.Start(Options).Check(1, Start, Options);
        Assert.Equal((.85, .2), (first.High, first.Low));
        Assert.True(first.IsOverloaded(.86) && !first.IsOverloaded(.85));
        Assert.True(first.IsUnderutilized(.19) && !first.IsUnderutilized(.2));
    }

    [Fact]
    public void A_load_that_is_no_number_changes_nothing()
    {
        var first = WorkerThresholds.Start(Options).Check(.3, Start, Options);
        Assert.Same(first, first.Check(double.NaN, Start.AddMinutes(1), Options));
    }

    [Fact]
    public void A_board_keeps_each_workers_own_and_forgets_one_that_is_gone()
    {
        var board = new ThresholdBoard(Options);
        for (var check = 0; check < 20; check++)
        {
            board.Check("a", check < 10 ? .3 : .9, Start.AddSeconds(30 * check));
            board.Check("b", .3, Start.AddSeconds(30 * check));
        }

        Assert.True(board.Of("a").High < .8);
        Assert.Equal(.85, board.Of("b").High);
        board.Forget("a");
        Assert.Equal(.85, board.Of("a").High);
    }

    internal static List<WorkerThresholds> After(IEnumerable<double> loads)
    {
        var (thresholds, now, all) = (WorkerThresholds.Start(Options), Start, new List<WorkerThresholds>());
        foreach (var load in loads)
        {
            all.Add(thresholds = thresholds.Check(load, now, Options));
            now += Options.Every;
        }

        return all;
    }
}
