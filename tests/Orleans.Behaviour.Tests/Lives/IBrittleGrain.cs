namespace Orleans.Behaviour.Tests.Lives;

[Alias("behaviour.IBrittleGrain")]
public interface IBrittleGrain : IGrainWithStringKey
{
    [Alias("Do")]
    Task DoAsync();
}
