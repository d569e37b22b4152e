namespace OrleansBridge.Cli.Chaos.Auditing;

/// <summary>How often each promise of SPEC section 1 was broken in one run.</summary>
internal sealed record ChaosAudit
{
    /// <summary>Acknowledged tests that are gone.</summary>
    public required int Lost { get; init; }

    /// <summary>Tests that had two owners at once, in any look at the database or in their history.</summary>
    public required int DoubleOwned { get; init; }

    /// <summary>Tests with more than one accepted result, or one that reads differently from place to place.</summary>
    public required int DoubleAccepted { get; init; }

    /// <summary>Looks in which a worker's slots were not its live assignments, or more than it has.</summary>
    public required int SlotErrors { get; init; }

    /// <summary>Acknowledged tests that did not end.</summary>
    public required int Unfinished { get; init; }

    /// <summary>Changes and results that the append-only history lacks.</summary>
    public required int HistoryGaps { get; init; }

    /// <summary>Ledgers whose row could not be read at the end.</summary>
    public required int Damaged { get; init; }

    /// <summary>Concurrency keys held by tests that were not assigned.</summary>
    public required int KeyErrors { get; init; }

    public required int LeftoverProcesses { get; init; }

    public required int LeftoverProfiles { get; init; }

    /// <summary>Longest time from a fault's end until work went on; null: nothing was to resume.</summary>
    public required double? ResumeSecondsMax { get; init; }
}
