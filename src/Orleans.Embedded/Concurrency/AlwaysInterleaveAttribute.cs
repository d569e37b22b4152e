namespace Orleans.Concurrency;

/// <summary>Calls of this method run whatever else the activation is doing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
