using System.Text.Json.Serialization;

namespace OrleansBridge.Testing;

/// <summary>What became of a submission.</summary>
[GenerateSerializer, Alias("bridge.SubmitStatus")]
public enum SubmitStatus
{
    /// <summary>Committed: it will not be lost.</summary>
    [JsonStringEnumMemberName("accepted")] Accepted,

    /// <summary>The same test was committed before; this submission changed nothing.</summary>
    [JsonStringEnumMemberName("known")] Known,

    /// <summary>Another body stands under the same id.</summary>
    [JsonStringEnumMemberName("conflict")] Conflict,

    /// <summary>The requirements are wrong, or no registered worker could ever meet them.</summary>
    [JsonStringEnumMemberName("refused")] Refused,
}
