namespace OrleansBridge.Core.Fleet;

/// <summary>A worker in the index.</summary>
internal sealed class FarmMember
{
    /// <summary>As the caller gave it.</summary>
    public required WorkerView Given { get; init; }

    /// <summary>As decisions see it: with what time has changed.</summary>
    public required WorkerView View { get; init; }

    /// <summary>When its lease ends; null: the caller says.</summary>
    public DateTimeOffset? AliveUntil { get; init; }

    /// <summary>Until when it takes nothing; null: the caller says.</summary>
    public DateTimeOffset? ClosedUntil { get; init; }

    public required IReadOnlyList<SpotGroup> Groups { get; init; }

    /// <summary>Its spots, as far as they are free.</summary>
    public required IReadOnlyList<Spot> Free { get; init; }

    /// <summary>When time changes it next.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        var (lease, refusal) = (AliveUntil > now ? AliveUntil : null, ClosedUntil > now ? ClosedUntil : null);
        return lease < refusal ? lease : refusal ?? lease;
    }
}
