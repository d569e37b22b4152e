namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>When a transaction's manager dies: between the prepare of the others and their confirm.</summary>
internal enum ManagerMoment
{
    /// <summary>All have prepared, and the decision is not stored: the transaction must count for nothing.</summary>
    Undecided,

    /// <summary>The decision is stored, and nobody has heard of it: the transaction must count everywhere.</summary>
    Decided,
}
