using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansBridge.Placement;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>
/// The ledger of one test, transactional state <c>test</c>. Mutable with a parameterless constructor, never
/// <c>[Immutable]</c>: that would disable rollback. The views in <c>sql/</c> read its JSON by these names.
/// </summary>
[GenerateSerializer, Alias("bridge.TestState")]
public sealed class TestState
{
    [Id(0)] public string? TestId { get; set; }
    [Id(1)] public TestRequirements? Requirements { get; set; }

    /// <summary>Queued, Assigned or Completed; Running is an observation, not a committed state. Null: never submitted.</summary>
    [Id(2)] public TestStatus? Status { get; set; }
    [Id(3)] public long Epoch { get; set; }
    [Id(4)] public long Version { get; set; }
    [Id(5)] public string? Worker { get; set; }
    [Id(6)] public long Generation { get; set; }
    [Id(7)] public string? Browser { get; set; }
    [Id(8)] public string? Backend { get; set; }

    /// <summary>Attempts that ended in a failure.</summary>
    [Id(9)] public int FailedAttempts { get; set; }
    [Id(10)] public DateTimeOffset SubmittedAt { get; set; }
    [Id(11)] public DateTimeOffset DeadlineAt { get; set; }
    [Id(12)] public DateTimeOffset? NotBefore { get; set; }
    [Id(13)] public DateTimeOffset? AssignedAt { get; set; }
    [Id(14)] public DateTimeOffset? CompletedAt { get; set; }
    [Id(15)] public List<RecoveryStep> Recovery { get; set; } = [];
    [Id(16)] public List<string> Avoid { get; set; } = [];
    [Id(17)] public TestResult? Result { get; set; }

    /// <summary>Late or duplicate results that were refused, for audit.</summary>
    [Id(18)] public int RefusedResults { get; set; }
    [Id(19)] public PlacementExplanation? Placement { get; set; }

    /// <summary>The latest changes, oldest first.</summary>
    [Id(20)] public List<Transition> History { get; set; } = [];

    /// <summary>The attempts that failed, oldest first: what recovery decides from.</summary>
    [Id(22)] public List<FailedAttempt> Failures { get; set; } = [];
    [Id(23)] public List<string> Prefer { get; set; } = [];
    [Id(24)] public DateTimeOffset? PreferUntil { get; set; }

    /// <summary>Whether the next attempt restarts its browser.</summary>
    [Id(25)] public bool Fresh { get; set; }

    /// <summary>Fields of a later version, kept as they came.</summary>
    [JsonExtensionData, Id(21)] public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The live assignment's identity.</summary>
    [JsonIgnore] public RunKey Run => new(TestId ?? "", Epoch, 0);
}
