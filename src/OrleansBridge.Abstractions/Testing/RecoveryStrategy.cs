using System.Text.Json.Serialization;

namespace OrleansBridge.Testing;

/// <summary>Which ladder recovery walks (SPEC section 9).</summary>
[GenerateSerializer, Alias("bridge.RecoveryStrategy")]
public enum RecoveryStrategy
{
    /// <summary>Retry, restart the browser, another browser, another worker.</summary>
    [JsonStringEnumMemberName("progressive")] Progressive,

    /// <summary>Straight to another browser.</summary>
    [JsonStringEnumMemberName("immediate")] Immediate,

    /// <summary>All shards stop at a stage boundary, resume from kept activations.</summary>
    [JsonStringEnumMemberName("coordinated")] Coordinated,
}
