namespace Orleans.Concurrency;

/// <summary>Nobody waits for an answer, and none says whether the call arrived.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
