using OrleansBridge.Core.Prediction;
using OrleansBridge.Placement;

namespace OrleansBridge.Core.Tests.Prediction;

public class LoadForecastTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, int> Slots = new() { ["chrome"] = 9, ["firefox"] = 9 };

    private readonly LoadForecast _forecast = new(new PredictionOptions());

    [Fact]
    public void Before_a_test_has_come_there_is_no_forecast()
    {
        var outlook = Look(At(10), new LoadSample("chrome", "vision", 5, 60));
        Assert.Empty(outlook.Forecasts);
        Assert.Empty(outlook.Types);
        Assert.Empty(outlook.Made);
        Assert.Empty(outlook.Utilization);

        Arrive("t", At(11), "firefox");
        outlook = Look(At(20), new LoadSample("chrome", "vision", 5, 60), new LoadSample("firefox", "vision", 1, 60));
        Assert.Equal(["firefox"], outlook.Forecasts.Select(f => f.BrowserType));
        Assert.Equal(["firefox"], outlook.Utilization.Keys);
    }

    [Fact]
    public void That_nothing_follows_nothing_is_not_kept()
    {
        Arrive("t", At(0));
        Assert.NotEmpty(Look(At(1), new LoadSample("chrome", "vision", 1, 5)).Made);
        var outlook = Look(At(60), new LoadSample("chrome", "vision", 0, 5));
        Assert.NotEmpty(outlook.Forecasts);
        Assert.Empty(outlook.Made);
    }

    [Fact]
    public void Once_tests_have_stopped_coming_nothing_is_kept()
    {
        for (var n = 0; n < 60; n++)
        {
            Arrive($"t{n}", At(n));
        }

        Assert.NotEmpty(Look(At(60), Chrome(0)).Made);
        var outlook = Look(At(75), Chrome(0));
        Assert.True(Assert.Single(outlook.Forecasts).Predicted >= .5);
        Assert.Empty(outlook.Made);
    }

    [Fact]
    public void A_test_that_is_queued_again_counts_once()
    {
        for (var n = 0; n < 30; n++)
        {
            Assert.True(Arrive($"t{n}", At(n)));
        }

        var once = Look(At(30), Chrome(3)).Forecasts[0].ArrivalsPerSecond;
        for (var n = 0; n < 30; n++)
        {
            Assert.False(_forecast.Arrived(Test($"t{n}", At(n)), At(30)));
        }

        Assert.Equal(once, Look(At(30), Chrome(3)).Forecasts[0].ArrivalsPerSecond);
    }

    [Fact]
    public void One_that_is_no_longer_remembered_is_told_by_its_age()
    {
        var forecast = new LoadForecast(new PredictionOptions { MostTests = 8 });
        for (var n = 0; n < 100; n++)
        {
            Assert.True(forecast.Arrived(Test($"t{n}", At(n)), At(n)));
        }

        for (var n = 0; n < 100; n++)
        {
            Assert.False(forecast.Arrived(Test($"t{n}", At(n)), At(100)));
        }
    }

    [Fact]
    public void A_steady_stream_is_predicted_where_it_stands()
    {
        // One a second, each for 30 s: thirty are there.
        for (var n = 0; n < 600; n++)
        {
            Arrive($"t{n}", At(n));
        }

        var forecast = Assert.Single(Look(At(600), Chrome(30, 30)).Forecasts);
        Assert.Equal(1, forecast.ArrivalsPerSecond, .02);
        Assert.Equal(30, forecast.Predicted, .5);
        Assert.True(forecast.Lower < 30 && forecast.Upper > 30);
        Assert.Equal(At(660), forecast.For);
    }

    [Fact]
    public void A_stream_that_grows_is_predicted_where_it_will_be()
    {
        // The nth second brings a test with a chance of n over 600.
        for (var n = 0; n < 600; n++)
        {
            for (var due = n * n / 1200; due < (n + 1) * (n + 1) / 1200; due++)
            {
                Arrive($"t{due}", At(n));
            }
        }

        var forecast = Assert.Single(Look(At(600), Chrome(20, 20)).Forecasts);

        // With 20 s a test and .1 a second a minute: 1.1 x 20, less what is still to come of the growth.
        Assert.InRange(forecast.Predicted, 20.5, 22.5);
    }

    [Fact]
    public void Utilization_is_told_as_it_is_and_shown_as_1_at_most()
    {
        for (var n = 0; n < 600; n++)
        {
            Arrive($"t{n}", At(n));
        }

        var type = Assert.Single(Look(At(600), Chrome(30, 30)).Types);
        Assert.InRange(type.Utilization!.Value, 3.2, 3.5);
        Assert.Equal(1, type.Shown);
        Assert.Equal((30, 9), (type.Present, type.Slots));
    }

    [Fact]
    public void A_browser_type_without_a_slot_has_no_utilization()
    {
        Arrive("t", At(0), "edge");
        var outlook = Look(At(10), new LoadSample("edge", "vision", 1, 60));
        Assert.Null(Assert.Single(outlook.Types).Utilization);
        Assert.Empty(outlook.Utilization);
        Assert.Empty(outlook.Raised);
    }

    [Fact]
    public void A_browser_types_load_is_the_sum_over_its_model_types()
    {
        Arrive("a", At(0));
        _forecast.Arrived(new("b", "m", "audio", "chrome", At(0)), At(0));
        var outlook = Look(At(10), Chrome(4), new LoadSample("chrome", "audio", 2, 60));
        Assert.Equal(outlook.Forecasts.Sum(f => f.Predicted), Assert.Single(outlook.Types).Load.Predicted, 1e-9);
        Assert.Equal(6, outlook.Types[0].Present);
    }

    [Fact]
    public void What_was_there_before_anybody_looked_counts_in_the_sum()
    {
        Arrive("a", At(0));
        var outlook = Look(At(10), Chrome(0), new LoadSample("chrome", "audio", 10, 60));
        Assert.Single(outlook.Forecasts);
        Assert.Equal(10 * Math.Exp(-1), outlook.Types[0].Load.Predicted - outlook.Forecasts[0].Predicted, 1e-9);
    }

    [Fact]
    public void A_burst_at_the_start_is_not_taken_for_a_rate()
    {
        for (var n = 0; n < 20; n++)
        {
            Arrive($"t{n}", At(0));
        }

        Assert.InRange(Look(At(1), Chrome(20)).Forecasts[0].ArrivalsPerSecond, .3, .4);
    }

    [Fact]
    public void Service_is_taken_for_two_minutes_until_it_was_learned()
    {
        Arrive("t", At(0));
        var unknown = Look(At(1), new LoadSample("chrome", "vision", 100, null)).Forecasts[0].Predicted;
        Assert.InRange(unknown, 100 * Math.Exp(-.5), 100 * Math.Exp(-.5) + 2);
        Assert.True(Look(At(2), Chrome(100, 10)).Forecasts[0].Predicted < 2);
    }

    [Fact]
    public void A_forecast_is_scored_when_its_time_has_come()
    {
        Arrive("t", At(0));
        var made = Look(At(0), Chrome(1)).Made;
        Assert.Equal(["vision", ForecastRow.Sum], made.Select(r => r.ModelType));
        Assert.All(made, r => Assert.Null(r.Actual));
        Assert.Empty(Look(At(59), Chrome(7)).Scored);
        var scored = Look(At(60), Chrome(5)).Scored;
        Assert.Equal([made[0] with { Actual = 5 }, made[1] with { Actual = 5 }], scored);
        var score = _forecast.ScoreOf("chrome", "vision");
        Assert.Equal((1, Math.Abs(5 - made[0].Predicted), 5), (score.Scored, score.Mae, score.MeanActual));
    }

    [Fact]
    public void One_that_nobody_looked_at_in_time_stays_without_what_came()
    {
        Arrive("t", At(0));
        Look(At(0), Chrome(1));
        Assert.Empty(Look(At(66), Chrome(5)).Scored);
        Assert.Equal(0, _forecast.ScoreOf("chrome", "vision").Scored);
    }

    [Fact]
    public void Confidence_is_earned()
    {
        for (var n = 0; n < 1200; n++)
        {
            Arrive($"t{n}", At(n));
            if (n % 10 == 9)
            {
                var confidence = Look(At(n), Chrome(30, 30)).Forecasts[0].Confidence;
                Assert.Equal(n < 60, confidence == 0);
            }
        }

        Assert.InRange(Look(At(1200), Chrome(30, 30)).Forecasts[0].Confidence, .7, 1);
        for (var n = 1210; n < 3000; n += 10)
        {
            // What comes is nothing like what was expected.
            Look(At(n), Chrome(n % 20 * 30, 30));
        }

        Assert.InRange(Look(At(3000), Chrome(0, 30)).Forecasts.Select(f => f.Confidence).DefaultIfEmpty(0).First(), 0, .6);
    }

    [Fact]
    public void What_an_earlier_life_scored_is_not_earned_anew()
    {
        var row = new ForecastRow { At = At(-100), For = At(-40), BrowserType = "chrome", ModelType = "vision", Predicted = 10, Lower = 5, Upper = 15, Actual = 11 };
        _forecast.Recall(Enumerable.Repeat(row, 40).Append(row with { Actual = null }));
        Assert.Equal((40, 1.0, 1.0), (_forecast.ScoreOf("chrome", "vision").Scored, _forecast.ScoreOf("chrome", "vision").Mae, _forecast.ScoreOf("chrome", "vision").Within));
        Assert.Empty(Look(At(0), Chrome(10)).Forecasts);
        Arrive("t", At(1));
        Assert.True(Look(At(2), Chrome(10)).Forecasts[0].Confidence > .5);
    }

    [Fact]
    public void The_models_that_come_most_are_known_with_their_shares()
    {
        for (var n = 0; n < 1000; n++)
        {
            _forecast.Arrived(new($"t{n}", n % 10 < 6 ? "big" : n % 10 < 9 ? "small" : $"rare{n}", "vision", "chrome", At(n / 10.0)), At(n / 10.0));
        }

        var models = _forecast.ModelsOf("chrome", "vision");
        Assert.Equal(["big", "small"], models.Take(2).Select(m => m.Model));
        Assert.InRange(models[0].Share, .5, .7);
        Assert.True(models.Count <= 8);
        Assert.Empty(_forecast.ModelsOf("edge", "vision"));
    }

    [Fact]
    public void What_it_keeps_is_bounded_whatever_comes()
    {
        var forecast = new LoadForecast(new PredictionOptions { MostPairs = 5 });
        for (var n = 0; n < 2000; n++)
        {
            forecast.Arrived(new($"t{n}", $"m{n}", $"type{n}", "chrome", At(n)), At(n));
            Assert.InRange(forecast.Look([new LoadSample("chrome", $"type{n}", 1, 60)], Slots, At(n)).Forecasts.Count, 0, 5);
        }

        Assert.InRange(forecast.Unscored, 1, 7 * 6);
    }

    [Fact]
    public void A_load_that_is_over_is_no_longer_forecast()
    {
        Arrive("t", At(0));
        Assert.Single(Look(At(10), Chrome(1)).Forecasts);
        Assert.Single(Look(At(700), Chrome(1)).Forecasts);
        Assert.Empty(Look(At(710), Chrome(0)).Forecasts);
        Assert.Empty(Look(At(720), Chrome(0)).Made);
    }

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    private static LoadSample Chrome(int present, double seconds = 60) => new("chrome", "vision", present, seconds);

    private static Arrival Test(string id, DateTimeOffset at, string browser = "chrome") => new(id, "m", "vision", browser, at);

    private bool Arrive(string id, DateTimeOffset at, string browser = "chrome") => _forecast.Arrived(Test(id, at, browser), at);

    private LoadOutlook Look(DateTimeOffset now, params LoadSample[] present) => _forecast.Look(present, Slots, now);
}
