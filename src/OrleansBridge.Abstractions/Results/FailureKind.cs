using System.Text.Json.Serialization;

namespace OrleansBridge.Results;

/// <summary>The class of a failure: it decides where recovery starts, and whether recovery makes sense at all.</summary>
[GenerateSerializer, Alias("bridge.FailureKind")]
public enum FailureKind
{
    /// <summary>No failure.</summary>
    [JsonStringEnumMemberName("none")] None,

    /// <summary>The browser did not start.</summary>
    [JsonStringEnumMemberName("launch")] Launch,

    /// <summary>The connection to the browser or its page was lost.</summary>
    [JsonStringEnumMemberName("connection")] Connection,

    /// <summary>The attempt's time passed.</summary>
    [JsonStringEnumMemberName("time_out")] TimeOut,

    /// <summary>The browser or its page crashed.</summary>
    [JsonStringEnumMemberName("crash")] Crash,

    /// <summary>Memory ran out.</summary>
    [JsonStringEnumMemberName("out_of_memory")] OutOfMemory,

    /// <summary>The GPU device or ML context was lost.</summary>
    [JsonStringEnumMemberName("device_lost")] DeviceLost,

    /// <summary>The model or its inputs are at fault: the test's own failure, not the browser's.</summary>
    [JsonStringEnumMemberName("model_error")] ModelError,

    /// <summary>Outputs outside tolerance: the test's own failure.</summary>
    [JsonStringEnumMemberName("mismatch")] Mismatch,

    /// <summary>A strict test's backend ran no node: the test's own failure.</summary>
    [JsonStringEnumMemberName("backend_fallback")] BackendFallback,
}
