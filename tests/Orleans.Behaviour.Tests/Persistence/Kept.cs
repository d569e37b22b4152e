namespace Orleans.Behaviour.Tests.Persistence;

[GenerateSerializer, Alias("behaviour.Kept")]
public sealed class Kept
{
    [Id(0)]
    public string? Text { get; set; }
}
