namespace Orleans.Behaviour.Tests.Lives;

/// <summary>No class implements it.</summary>
[Alias("behaviour.INobodysGrain")]
public interface INobodysGrain : IGrainWithStringKey
{
    [Alias("Do")]
    Task DoAsync();
}
