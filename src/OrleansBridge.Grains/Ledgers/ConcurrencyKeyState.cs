namespace OrleansBridge.Grains.Ledgers;

/// <summary>The owner of a concurrency key, transactional state <c>key</c>.</summary>
[GenerateSerializer, Alias("bridge.ConcurrencyKeyState")]
public sealed class ConcurrencyKeyState
{
    [Id(0)] public string? Owner { get; set; }
}
