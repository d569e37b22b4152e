namespace Orleans.Behaviour.Tests.Lives;

[Alias("behaviour.ILifeGrain")]
public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>Which activation answers.</summary>
    [Alias("Instance")]
    Task<Guid> InstanceAsync();

    /// <summary>The silo it lives on.</summary>
    [Alias("Silo")]
    Task<string> SiloAsync();

    [Alias("End")]
    Task<Guid> EndAsync();

    /// <summary>Asks for the end and goes on until a gate opens.</summary>
    [Alias("EndSlowly")]
    Task EndSlowlyAsync(string gate);

    [Alias("Wait")]
    Task WaitAsync(string gate);

    /// <summary>Calls another grain.</summary>
    [Alias("Ask")]
    Task<string> AskAsync(string other);
}
