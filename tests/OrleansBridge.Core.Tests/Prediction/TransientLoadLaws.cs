using FsCheck;
using FsCheck.Fluent;
using OrleansBridge.Core.Prediction;

namespace OrleansBridge.Core.Tests.Prediction;

/// <summary>What the formula of SPEC section 7 is exact for, and by how much it is off elsewhere.</summary>
public class TransientLoadLaws
{
    private const double Mean = 60;
    private const double Rate = .5;

    public static TheoryData<string> Services => ["exponential", "deterministic", "uniform", "hyperexponential", "lognormal"];

    private static Arbitrary<(double N, double Rate, double S, double T)> Queues => (
        from n in Gen.Choose(0, 500)
        from rate in Gen.Choose(0, 1000)
        from s in Gen.Choose(1, 6000)
        from t in Gen.Choose(0, 6000)
        select ((double)n, rate / 100.0, s / 10.0, t / 10.0)).ToArbitrary();

    [Fact]
    public void It_starts_at_what_is_present() => Prop.ForAll(Queues, q =>
        Math.Abs(TransientLoad.Expected(q.N, q.Rate, 0, q.S, 0) - q.N) < 1e-9).QuickCheckThrowOnFailure();

    [Fact]
    public void It_ends_at_rate_times_service() => Prop.ForAll(Queues, q =>
        Math.Abs(TransientLoad.Expected(q.N, q.Rate, 0, q.S, 60 * q.S) - q.Rate * q.S) < 1e-6).QuickCheckThrowOnFailure();

    [Fact]
    public void It_stays_between_where_it_starts_and_where_it_ends() => Prop.ForAll(Queues, q =>
    {
        var (low, high) = (Math.Min(q.N, q.Rate * q.S), Math.Max(q.N, q.Rate * q.S));
        return TransientLoad.Expected(q.N, q.Rate, 0, q.S, q.T) is var n && n >= low - 1e-9 && n <= high + 1e-9;
    }).QuickCheckThrowOnFailure();

    /// <summary>A Markov process: to look ahead twice is to look ahead once. With a slope the rate has grown meanwhile.</summary>
    [Fact]
    public void Looking_ahead_twice_is_looking_ahead_once() => Prop.ForAll(Queues, q =>
    {
        const double slope = .01;
        var half = TransientLoad.Expected(q.N, q.Rate, slope, q.S, q.T / 2);
        var twice = TransientLoad.Expected(half, q.Rate + slope * q.T / 2, slope, q.S, q.T / 2);
        return Math.Abs(twice - TransientLoad.Expected(q.N, q.Rate, slope, q.S, q.T)) < 1e-6 * (1 + twice);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_grows_with_what_is_present_with_the_rate_and_with_its_slope() => Prop.ForAll(Queues, q =>
    {
        var n = TransientLoad.Expected(q.N, q.Rate, 0, q.S, q.T);
        return TransientLoad.Expected(q.N + 1, q.Rate, 0, q.S, q.T) >= n
            && TransientLoad.Expected(q.N, q.Rate + .1, 0, q.S, q.T) >= n
            && TransientLoad.Expected(q.N, q.Rate, .001, q.S, q.T) >= n;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(80)]
    public void It_is_exact_for_exponential_service_from_any_start(int present) =>
        Close(Simulated("exponential", present, 60), TransientLoad.Expected(present, Rate, 0, Mean, 60));

    /// <summary>Whatever the service: on the mean over what a farm in its stationary state may have present.</summary>
    [Theory]
    [MemberData(nameof(Services))]
    public void It_is_exact_in_expectation_for_any_service_from_the_stationary_state(string service)
    {
        var chance = new Chance(11);
        var (simulated, formula) = (new List<double>(), 0.0);
        const int runs = 20_000;
        for (var run = 0; run < runs; run++)
        {
            var present = Poisson(chance, Rate * Mean);
            formula += TransientLoad.Expected(present, Rate, 0, Mean, 60) / runs;
            simulated.Add(Run(chance, service, present, 60));
        }

        Close(simulated, formula);
        Close(simulated, Rate * Mean);
    }

    /// <summary>
    /// Given what is present, or from an empty farm, another service leaves by its own stationary-excess distribution: the
    /// simulation agrees with that, and not with the formula.
    /// </summary>
    [Theory]
    [InlineData("deterministic", 0)]
    [InlineData("deterministic", 80)]
    [InlineData("uniform", 0)]
    [InlineData("hyperexponential", 0)]
    [InlineData("hyperexponential", 80)]
    public void For_any_other_service_and_start_it_is_off_by_what_the_excess_distribution_says(string service, int present)
    {
        const double t = 40;
        var excess = Excess(service, t);
        var exact = present * excess + Rate * Mean * (1 - excess);
        var formula = TransientLoad.Expected(present, Rate, 0, Mean, t);
        Assert.Equal((present - Rate * Mean) * (TransientLoad.Staying(Mean, t) - excess), formula - exact, 1e-9);
        var simulated = Simulated(service, present, t);
        Close(simulated, exact);
        Assert.True(Math.Abs(simulated.Average() - formula) > 5 * Error(simulated), $"{simulated.Average()} is as {formula}");
    }

    /// <summary>With a rate that grows: the mean of the inhomogeneous queue.</summary>
    [Fact]
    public void With_a_slope_it_is_exact_for_exponential_service()
    {
        const double slope = .01;
        var chance = new Chance(5);
        var runs = Enumerable.Range(0, 20_000).Select(_ => Run(chance, "exponential", 10, 60, slope)).ToList();
        Close(runs, TransientLoad.Expected(10, Rate, slope, Mean, 60));
    }

    private static List<double> Simulated(string service, int present, double t)
    {
        var chance = new Chance(3);
        return [.. Enumerable.Range(0, 20_000).Select(_ => Run(chance, service, present, t))];
    }

    /// <summary>How many are present after a time. Those at the start have what is left of a service that was met at random.</summary>
    private static double Run(Chance chance, string service, int present, double t, double slope = 0)
    {
        var there = 0;
        for (var i = 0; i < present; i++)
        {
            there += Left(chance, service) > t ? 1 : 0;
        }

        var most = Rate + slope * t;
        for (var at = chance.Exponential(1 / most); at < t; at += chance.Exponential(1 / most))
        {
            there += chance.Uniform() * most < Rate + slope * at && at + Draw(chance, service) > t ? 1 : 0;
        }

        return there;
    }

    private static double Draw(Chance chance, string service) => service switch
    {
        "exponential" => chance.Exponential(Mean),
        "deterministic" => Mean,
        "uniform" => 2 * Mean * chance.Uniform(),
        "hyperexponential" => chance.Exponential(chance.Uniform() < .9 ? Mean / 3 : 7 * Mean),
        "lognormal" => chance.LogNormal(Mean),
        _ => throw new ArgumentOutOfRangeException(nameof(service)),
    };

    /// <summary>What is left: a service chosen by its length (the long ones are met more often), met anywhere in it.</summary>
    private static double Left(Chance chance, string service) => service switch
    {
        "exponential" => chance.Exponential(Mean),
        "deterministic" => Mean * chance.Uniform(),
        "uniform" => 2 * Mean * Math.Sqrt(chance.Uniform()) * chance.Uniform(),
        "hyperexponential" => chance.Uniform() < .3 ? chance.Exponential(Mean / 3) : chance.Exponential(7 * Mean),

        // Chosen by its length, a lognormal is a lognormal whose logarithm is larger by its variance.
        "lognormal" => chance.LogNormal(Mean) * 2 * chance.Uniform(),
        _ => throw new ArgumentOutOfRangeException(nameof(service)),
    };

    private static double Excess(string service, double t) => service switch
    {
        "deterministic" => Math.Max(0, 1 - t / Mean),
        "uniform" => Math.Pow(Math.Max(0, 1 - t / (2 * Mean)), 2),
        "hyperexponential" => .3 * Math.Exp(-3 * t / Mean) + .7 * Math.Exp(-t / (7 * Mean)),
        _ => throw new ArgumentOutOfRangeException(nameof(service)),
    };

    private static int Poisson(Chance chance, double mean)
    {
        var count = 0;
        for (var t = chance.Exponential(1); t < mean; t += chance.Exponential(1))
        {
            count++;
        }

        return count;
    }

    private static double Error(List<double> runs)
    {
        var mean = runs.Average();
        return Math.Sqrt(runs.Average(r => (r - mean) * (r - mean)) / runs.Count);
    }

    private static void Close(List<double> runs, double exact) =>
        Assert.True(Math.Abs(runs.Average() - exact) < 4 * Error(runs), $"{runs.Average()} +- {Error(runs)} against {exact}");
}
