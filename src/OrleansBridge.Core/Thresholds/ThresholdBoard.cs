namespace OrleansBridge.Core.Thresholds;

/// <summary>The thresholds of a farm's workers; those of a worker that is gone go with it.</summary>
public sealed class ThresholdBoard(ThresholdOptions options)
{
    private readonly Dictionary<string, WorkerThresholds> _workers = new(StringComparer.Ordinal);

    /// <summary>A worker's thresholds; where every worker starts for one that was not checked.</summary>
    public WorkerThresholds Of(string worker) => _workers.GetValueOrDefault(worker) ?? WorkerThresholds.Start(options);

    /// <summary>Takes a worker's load when its check is due.</summary>
    public WorkerThresholds Check(string worker, double utilization, DateTimeOffset now) => _workers[worker] = Of(worker).Check(utilization, now, options);

    /// <summary>Forgets a worker.</summary>
    public void Forget(string worker) => _workers.Remove(worker);
}
