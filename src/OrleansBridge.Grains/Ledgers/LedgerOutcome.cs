namespace OrleansBridge.Grains.Ledgers;

/// <summary>What became of a ledger step.</summary>
internal enum LedgerOutcome
{
    /// <summary>Committed.</summary>
    Committed,

    /// <summary>The step itself refused; nothing was stored.</summary>
    Refused,

    /// <summary>Aborted every time it was tried; nothing was stored.</summary>
    Failed,

    /// <summary>Committed or not: read before doing anything else.</summary>
    Unknown,
}
