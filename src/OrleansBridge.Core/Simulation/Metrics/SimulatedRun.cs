namespace OrleansBridge.Core.Simulation.Metrics;

/// <summary>What became of a simulated test. Times are simulated seconds.</summary>
/// <param name="Worker">The worker of its last attempt.</param>
/// <param name="Browser">The browser type of its last attempt.</param>
/// <param name="Cold">Whether the last attempt loaded the model.</param>
/// <param name="Attempts">Attempts.</param>
/// <param name="Moves">How often it was moved.</param>
/// <param name="ArrivedAt">When it was submitted.</param>
/// <param name="StartedAt">When its first attempt began.</param>
/// <param name="EndedAt">When it ended.</param>
internal readonly record struct SimulatedRun(string Worker, string Browser, bool Cold, int Attempts, int Moves, double ArrivedAt, double StartedAt, double EndedAt)
{
    /// <summary>Seconds until it first ran.</summary>
    public double Wait => StartedAt - ArrivedAt;

    /// <summary>Seconds until it ended.</summary>
    public double Response => EndedAt - ArrivedAt;
}
