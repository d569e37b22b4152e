using OrleansBridge.Core.Simulation.Engine;

namespace OrleansBridge.Core.Simulation.Metrics;

/// <summary>
/// Counts moves, and those that lowered the predicted makespan: the later of the times at which the worker that gave and the
/// one that took will have ended all they hold, by mean times, which a policy has to learn.
/// </summary>
internal sealed class MoveLog(FarmState farm)
{
    private const double Least = 1e-9;

    private readonly LinePrediction _prediction = new(farm);

    /// <summary>Tests moved.</summary>
    public int Count { get; private set; }

    /// <summary>Moves that lowered the predicted makespan.</summary>
    public int Lowered { get; private set; }

    /// <summary>Moves that raised it.</summary>
    public int Raised { get; private set; }

    /// <summary>Moves that the farm refused: the test had started, or the target was full.</summary>
    public int Refused { get; set; }

    /// <summary>The predicted makespan of two workers.</summary>
    public double Of(int from, int to) => Math.Max(_prediction.EndOf(farm.Workers[from]), _prediction.EndOf(farm.Workers[to]));

    /// <summary>A test was moved.</summary>
    public void Moved(double before, double after)
    {
        Count++;
        Lowered += after < before - Least ? 1 : 0;
        Raised += after > before + Least ? 1 : 0;
    }
}
