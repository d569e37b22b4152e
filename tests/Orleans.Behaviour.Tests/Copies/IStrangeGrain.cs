namespace Orleans.Behaviour.Tests.Copies;

/// <summary>Declares an argument that cannot travel.</summary>
[Alias("behaviour.IStrangeGrain")]
public interface IStrangeGrain : IGrainWithStringKey
{
    [Alias("Take")]
    Task TakeAsync(Stranger stranger);
}
