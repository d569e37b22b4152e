using Orleans.Runtime;

namespace Orleans;

/// <summary>An object outside any activation that grains call.</summary>
public interface IGrainObserver : IAddressable;
