using System.Text.Json.Serialization;

namespace OrleansBridge.Testing;

/// <summary>How much the bridge spends on surviving faults.</summary>
[GenerateSerializer, Alias("bridge.FaultToleranceLevel")]
public enum FaultToleranceLevel
{
    /// <summary>Fail at the first fault.</summary>
    [JsonStringEnumMemberName("none")] None,

    /// <summary>Retry only, and not a run that never returned.</summary>
    [JsonStringEnumMemberName("low")] Low,

    /// <summary>The default: the whole ladder.</summary>
    [JsonStringEnumMemberName("medium")] Medium,

    /// <summary>As medium, and activations of sharded runs are kept for replay.</summary>
    [JsonStringEnumMemberName("high")] High,

    /// <summary>As high, and checked at every stage.</summary>
    [JsonStringEnumMemberName("critical")] Critical,
}
