namespace Orleans.Embedded;

/// <summary>What the embedded runtime may do to a program that relies on more than Orleans promises.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>Seeds placement, the order of delivery and losses.</summary>
    /// <value>Default 0.</value>
    public int Seed { get; set; }

    /// <summary>Among how many of the oldest waiting calls the next is drawn. 1 keeps the order.</summary>
    /// <value>Default 4.</value>
    public int ShuffleWindow { get; set; } = 4;

    /// <summary>The share of one-way calls that get lost, 0 to 1.</summary>
    /// <value>Default 0.</value>
    public double LostOneWayCalls { get; set; }
}
