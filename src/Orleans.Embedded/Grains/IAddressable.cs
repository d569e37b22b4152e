namespace Orleans.Runtime;

/// <summary>What can be called: grains and observers.</summary>
public interface IAddressable;
