namespace Orleans.Behaviour.Tests.Metadata;

/// <summary>What a program can see of a type, names of other types written out.</summary>
internal sealed record TypeShape(string Name, string Kind, string? Base, IReadOnlySet<string> Interfaces, IReadOnlySet<string> Members);
