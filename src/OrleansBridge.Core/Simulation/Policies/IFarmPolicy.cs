using OrleansBridge.Core.Simulation.Engine;
using OrleansBridge.Core.Simulation.Metrics;

namespace OrleansBridge.Core.Simulation.Policies;

/// <summary>
/// Decides where simulated tests run. It sees what a balancer sees: the farm's state, but of instances only what heartbeats
/// said, and of the future nothing.
/// </summary>
internal interface IFarmPolicy
{
    /// <summary>Whether it ever moves tests.</summary>
    bool Moves => false;

    /// <summary>How right its forecasts were; null: it makes none.</summary>
    ForecastLog? Forecasts => null;

    /// <summary>The simulation begins.</summary>
    void Open(FarmState farm);

    /// <summary>A test was submitted.</summary>
    void Arrived(int test)
    {
    }

    /// <summary>Whether it wants to be asked for each waiting test, alike or not.</summary>
    bool Plans => false;

    /// <summary>A pass over the waiting tests begins.</summary>
    /// <param name="waiting">The tests, the first submitted first.</param>
    /// <returns>In which order they are asked for, each before the next one is decided on.</returns>
    IEnumerable<int> Pass(IReadOnlyList<int> waiting) => [.. waiting];

    /// <summary>A place for a test that has none.</summary>
    /// <returns>Null: it waits.</returns>
    FarmPlace? Place(int test);

    /// <summary>A test was given a slot.</summary>
    void Assigned(int test)
    {
    }

    /// <summary>A test began to run.</summary>
    void Started(int test)
    {
    }

    /// <summary>A test's slot is free again; its state still says where it was.</summary>
    void Released(int test)
    {
    }

    /// <summary>A worker went or came.</summary>
    void Changed(int worker)
    {
    }

    /// <summary>The agents say what their instances are like.</summary>
    void Heard()
    {
    }

    /// <summary>A run ended; its state still says where and how it ran, and it still has its slot.</summary>
    void Ended(int test, bool succeeded)
    {
    }

    /// <summary>A chance to move tests that have not started.</summary>
    /// <param name="moves">To add to.</param>
    void Rebalance(List<FarmMove> moves)
    {
    }
}
