using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A grain's state in a named storage, read before the grain activates.</summary>
public interface IPersistentState<TState> : IStorage<TState>;
