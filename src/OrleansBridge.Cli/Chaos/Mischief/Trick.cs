namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>What a test may make its own bridge do, at a moment that no signal from outside would hit.</summary>
internal enum Trick
{
    /// <summary>The process kills itself before it accepts the run.</summary>
    DieBeforeAccept,

    /// <summary>The process kills itself while a page works.</summary>
    DieMidRun,

    /// <summary>The process kills itself with the result in hand.</summary>
    DieBeforeResult,

    /// <summary>The process kills itself after the result's commit.</summary>
    DieBeforeAcknowledgement,

    /// <summary>The result is reported twice.</summary>
    DuplicateResult,

    /// <summary>The run's epoch is over when its result is reported.</summary>
    LateResult,

    /// <summary>Kills its browser, every time it runs.</summary>
    Poison,

    /// <summary>Its page stops answering.</summary>
    Hang,
}
