namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>A simulated test on its way.</summary>
internal struct RunState
{
    public RunPhase Phase;

    /// <summary>Whether its run loads the model first.</summary>
    public bool Cold;

    /// <summary>Whether recovery wants an instance on which nothing has run.</summary>
    public bool Fresh;

    public int Worker;

    public int Browser;

    public int Backend;

    /// <summary>Changes with every step, so that an event meant for an earlier one is known.</summary>
    public int Stamp;

    /// <summary>Grows with each slot it is given.</summary>
    public int Epoch;

    public int Attempts;

    public int Moves;

    /// <summary>Neighbours in its worker's line, -1 at its ends.</summary>
    public int Next;

    public int Previous;

    public double AssignedAt;

    /// <summary>When the present attempt began to run.</summary>
    public double StartedAt;

    /// <summary>When the first attempt began to run.</summary>
    public double FirstStartedAt;

    public double EndedAt;

    /// <summary>One more than the number of the fault that broke its run off, 0 when it was not or runs again.</summary>
    public int Fault;

    public InstanceNode? Instance;
}
