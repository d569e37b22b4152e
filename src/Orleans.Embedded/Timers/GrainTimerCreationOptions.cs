using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>When a grain timer ticks and how its ticks run.</summary>
public readonly struct GrainTimerCreationOptions()
{
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
        : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    public required TimeSpan DueTime { get; init; }

    /// <summary>From the end of a tick to the next.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks run beside other calls. Default false.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks keep the activation from being collected. Default false.</summary>
    public bool KeepAlive { get; init; }
}
