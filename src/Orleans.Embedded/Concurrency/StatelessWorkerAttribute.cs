namespace Orleans.Concurrency;

/// <summary>Any number of activations of one id, always on the caller's silo.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : Attribute
{
    public StatelessWorkerAttribute()
    {
    }

    public StatelessWorkerAttribute(int maxLocalWorkers) => MaxLocalWorkers = maxLocalWorkers;

    /// <summary>Null: the processor count.</summary>
    internal int? MaxLocalWorkers { get; }
}
