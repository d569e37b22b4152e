using OrleansBridge.Core.Simulation;
using OrleansBridge.Core.Simulation.Policies;
using OrleansBridge.Core.Simulation.Profiles;

namespace OrleansBridge.Core.Tests.Simulation;

/// <summary>What queueing theory knows to the digit, the simulator must find.</summary>
public class QueueingTheoryTests
{
    private static readonly SpeedProfile OneSecond = Lab.Profile(SpeedShape.Exponential, 0, 0, ("chrome", 1));

    [Theory]
    [InlineData(1, .5)]
    [InlineData(1, .8)]
    [InlineData(4, .8)]
    [InlineData(12, .8)]
    public void Waits_of_one_line_before_equal_servers_are_Erlangs(int servers, double load)
    {
        var waits = Enumerable.Range(1, 3).Select(seed => Simulator.Run(Lab.Queue(1, servers, load, 60_000, seed), OneSecond, new LeastLoaded(), Lab.Quiet).MeanWait);

        Assert.Equal(1, waits.Average() / ErlangWait(servers, load), .08);
    }

    [Theory]
    [InlineData(1, .95)]
    [InlineData(5, .9)]
    public void Each_wait_is_that_of_the_recursion_of_Kiefer_and_Wolfowitz(int servers, double load)
    {
        var workload = Lab.Queue(1, servers, load, 5_000, 2);
        var free = new double[servers];

        foreach (var (test, run) in workload.Tests.Zip(Simulator.Run(workload, OneSecond, new LeastLoaded(), Lab.Quiet).Runs))
        {
            Array.Sort(free);
            var start = Math.Max(free[0], test.ArrivesAt);
            free[0] = start - test.Size * Math.Log(1 - test.RunLuck);
            Assert.Equal(start - test.ArrivesAt, run.Wait, 1e-9);
        }
    }

    [Fact]
    public void Choosing_by_chance_makes_each_server_a_line_of_its_own()
    {
        var result = Simulator.Run(Lab.Queue(200, 1, .9, 400_000, 3), OneSecond, new SampledChoice(1, 3), Lab.Quiet);

        Assert.Equal(1, result.Runs.Skip(100_000).Average(r => r.Response) / SupermarketTime(1, .9), .06);
    }

    [Theory]
    [InlineData(.9, 500, 200_000)]
    [InlineData(.99, 500, 600_000)]
    public void The_better_of_two_by_chance_takes_the_time_of_the_supermarket_model(double load, int servers, int tests)
    {
        var result = Simulator.Run(Lab.Queue(servers, 1, load, tests, 5), OneSecond, new SampledChoice(2, 5), Lab.Quiet);

        Assert.Equal(1, result.Runs.Skip(tests / 2).Average(r => r.Response) / SupermarketTime(2, load), .06);
    }

    [Fact]
    public void The_formulas_give_the_figures_everybody_cites()
    {
        Assert.Equal(10, SupermarketTime(1, .9), .01);
        Assert.Equal(100, SupermarketTime(1, .99), .01);
        Assert.Equal(2.61, SupermarketTime(2, .9), .01);
        Assert.Equal(5.43, SupermarketTime(2, .99), .01);
        Assert.Equal(4, ErlangWait(1, .8), .01);
    }

    /// <summary>
    /// Mean time in system of the supermarket model in the limit of many servers: the sum over i of load^((d^i - d)/(d - 1))
    /// (Mitzenmacher 2001, The power of two choices in randomized load balancing; Vvedenskaya, Dobrushin and Karpelevich 1996).
    /// One choice is M/M/1: 1 / (1 - load).
    /// </summary>
    private static double SupermarketTime(int choices, double load) => choices == 1
        ? 1 / (1 - load)
        : Enumerable.Range(1, 20).Sum(i => Math.Pow(load, (Math.Pow(choices, i) - choices) / (choices - 1)));

    /// <summary>Mean wait of M/M/c with service of one second: Erlang's C over the spare rate.</summary>
    private static double ErlangWait(int servers, double load)
    {
        // Erlang's B by its recursion, and C from B.
        var (offered, blocked) = (servers * load, 1.0);
        for (var i = 1; i <= servers; i++)
        {
            blocked = offered * blocked / (i + offered * blocked);
        }

        return blocked / (1 - load * (1 - blocked)) / (servers - offered);
    }
}
