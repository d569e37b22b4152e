namespace Orleans.Behaviour.Tests.Contexts;

[Alias("behaviour.IContextGrain")]
public interface IContextGrain : IGrainWithStringKey
{
    /// <summary>What the request context and an async-local value say, here and one call further; leaves both changed.</summary>
    [Alias("Read")]
    Task<string> ReadAsync(int further);
}
