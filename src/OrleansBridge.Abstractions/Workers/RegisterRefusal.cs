using System.Text.Json.Serialization;

namespace OrleansBridge.Workers;

/// <summary>Why a worker was refused, for programs to go by; the text beside it is for people.</summary>
[GenerateSerializer, Alias("bridge.RegisterRefusal")]
public enum RegisterRefusal
{
    /// <summary>It was not refused, or by a bridge that does not say why.</summary>
    [JsonStringEnumMemberName("none")] None,

    /// <summary>No silo with browsers has announced itself yet: it is worth asking again, as after a start.</summary>
    [JsonStringEnumMemberName("no_silo")] NoSilo,

    /// <summary>No silo has the name that was asked for.</summary>
    [JsonStringEnumMemberName("unknown_silo")] UnknownSilo,

    /// <summary>No silo has a browser that runs and is of the types asked for.</summary>
    [JsonStringEnumMemberName("no_browser")] NoBrowser,

    /// <summary>The silos that could did not want to: what was asked for cannot be, or they drain.</summary>
    [JsonStringEnumMemberName("declined")] Declined,
}
