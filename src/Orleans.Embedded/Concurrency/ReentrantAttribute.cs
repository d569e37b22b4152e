namespace Orleans.Concurrency;

/// <summary>All calls of this grain interleave at its awaits.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
