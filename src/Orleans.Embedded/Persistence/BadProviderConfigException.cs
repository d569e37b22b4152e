using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A grain asks for a storage that its silo does not have.</summary>
[GenerateSerializer]
public sealed class BadProviderConfigException(string msg) : OrleansException(msg);
