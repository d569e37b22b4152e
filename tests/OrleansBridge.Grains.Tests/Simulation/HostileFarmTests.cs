namespace OrleansBridge.Grains.Tests.Simulation;

public class HostileFarmTests
{
    private const int Seeds = 2000;

    [Fact]
    public void No_seed_breaks_the_promise() => Parallel.For(0, Seeds, HostileFarm.Run);
}
