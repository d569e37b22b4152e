namespace Orleans.Core;

/// <summary>A state in grain storage, with its value.</summary>
public interface IStorage<TState> : IStorage
{
    TState State { get; set; }
}
