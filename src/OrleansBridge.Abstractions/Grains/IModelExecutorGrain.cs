using OrleansBridge.Workers;

namespace OrleansBridge.Grains;

/// <summary>The local door to a silo's browsers: a stateless worker that admits, cancels and reports, and returns at once.</summary>
[Alias("bridge.IModelExecutorGrain")]
public interface IModelExecutorGrain : IGrainWithIntegerKey
{
    /// <summary>Hands an assignment to this silo's browsers.</summary>
    /// <returns>False when the worker is not here under that generation.</returns>
    [Alias("Admit")]
    Task<bool> AdmitAsync(Assignment assignment);

    /// <summary>Stops a run.</summary>
    [Alias("Cancel")]
    Task CancelAsync(RunKey run, string why);

    /// <summary>The runs this silo holds for a worker.</summary>
    [Alias("Runs")]
    Task<IReadOnlyList<RunKey>> RunsAsync(string workerId);
}
