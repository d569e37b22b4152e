using System.Text.Json.Serialization;

namespace OrleansBridge.Testing;

/// <summary>Where a test stands. Only <see cref="Completed"/> is terminal.</summary>
[GenerateSerializer, Alias("bridge.TestStatus")]
public enum TestStatus
{
    /// <summary>Committed, waiting for a place.</summary>
    [JsonStringEnumMemberName("queued")] Queued,

    /// <summary>Owned by a worker under an epoch; its slot is reserved.</summary>
    [JsonStringEnumMemberName("assigned")] Assigned,

    /// <summary>As assigned, and the worker has reported that the run began.</summary>
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>One result was accepted.</summary>
    [JsonStringEnumMemberName("completed")] Completed,
}
