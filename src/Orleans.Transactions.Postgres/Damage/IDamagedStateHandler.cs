namespace Orleans.Transactions.Postgres;

/// <summary>
/// Says which states are damaged and what stands in for them. Registered in the services of the silo; without one, a state
/// that cannot be read fails the activation of its grain, each time.
/// </summary>
public interface IDamagedStateHandler
{
    /// <summary>What is wrong with a state that was read, null for nothing. Asked at each load, so it should be quick.</summary>
    string? Check(string grainId, string stateName, object state);

    /// <summary>
    /// Makes the state anew, from what the application knows besides. The damaged row is still there and is replaced after
    /// the return: keep it first, if it should be kept.
    /// </summary>
    /// <returns>A state of the same type, or null when it cannot be made: then the load fails.</returns>
    Task<object?> RebuildAsync(DamagedState damaged);
}
