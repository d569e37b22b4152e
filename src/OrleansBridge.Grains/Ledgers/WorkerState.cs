using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>The ledger of one worker's slots, transactional state <c>worker</c>.</summary>
[GenerateSerializer, Alias("bridge.WorkerState")]
public sealed class WorkerState
{
    [Id(0)] public WorkerDescriptor? Descriptor { get; set; }
    [Id(1)] public long Generation { get; set; }
    [Id(2)] public bool Draining { get; set; }

    /// <summary>Live assignments: reserved slots equal their number, and never exceed the capacity.</summary>
    [Id(3)] public List<Slot> Slots { get; set; } = [];

    /// <summary>Fields of a later version, kept as they came.</summary>
    [JsonExtensionData, Id(4)] public Dictionary<string, JsonElement>? Unknown { get; set; }
}
