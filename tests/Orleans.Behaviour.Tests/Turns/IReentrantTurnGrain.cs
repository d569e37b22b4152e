namespace Orleans.Behaviour.Tests.Turns;

[Alias("behaviour.IReentrantTurnGrain")]
public interface IReentrantTurnGrain : IGrainWithStringKey
{
    [Alias("CallMyself")]
    Task<string> CallMyselfAsync(int times);
}
