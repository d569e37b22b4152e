namespace Orleans.Behaviour.Tests.StatelessWorkers;

[Alias("behaviour.IPoolGrain")]
public interface IPoolGrain : IGrainWithIntegerKey
{
    /// <summary>Says which activation answers once a gate opens.</summary>
    [Alias("Work")]
    Task<Guid> WorkAsync(string name, string gate);
}
