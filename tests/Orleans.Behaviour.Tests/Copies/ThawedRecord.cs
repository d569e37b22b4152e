namespace Orleans.Behaviour.Tests.Copies;

/// <summary>A record: its primary constructor's parameters travel.</summary>
[GenerateSerializer, Alias("behaviour.ThawedRecord")]
public sealed record ThawedRecord([property: Id(0)] string Name, [property: Id(1)] List<string> Items);
