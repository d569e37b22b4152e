namespace Orleans.Behaviour.Tests.Copies;

/// <summary>A type that nobody said how to carry.</summary>
public sealed class Stranger
{
    public string Name { get; set; } = "";
}
