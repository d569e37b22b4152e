namespace Orleans.Behaviour.Tests.Copies;

/// <summary>A mutable value: must arrive as a copy.</summary>
[GenerateSerializer, Alias("behaviour.Box")]
public sealed class Box
{
    [Id(0)] public List<string> Items { get; set; } = [];

    [Id(1)] public Box? Inner { get; set; }

    /// <summary>Without a number: stays behind.</summary>
    [field: NonSerialized] public string Note { get; set; } = "fresh";
}
