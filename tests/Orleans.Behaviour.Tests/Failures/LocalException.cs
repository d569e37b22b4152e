namespace Orleans.Behaviour.Tests.Failures;

/// <summary>An exception that nobody said how to carry.</summary>
public sealed class LocalException(string message) : Exception(message)
{
    public int Detail { get; init; }
}
