namespace Orleans.Runtime;

/// <summary>What a persistent state is called, and where it is kept.</summary>
public interface IPersistentStateConfiguration
{
    string StateName { get; }

    string? StorageName { get; }
}
