namespace Orleans.Runtime;

/// <summary>Runs when a silo starts.</summary>
public interface IStartupTask
{
    Task Execute(CancellationToken cancellationToken);
}
