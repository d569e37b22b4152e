namespace OrleansBridge.Core.Recovery;

/// <summary>One thing recovery may try. In the order of what it gives up: a ladder never goes back down.</summary>
public enum Rung
{
    /// <summary>The same browser again.</summary>
    Retry,

    /// <summary>A freshly launched instance of the same browser type on the same worker.</summary>
    Restart,

    /// <summary>The same browser with another backend; after a lost device only.</summary>
    OtherBackend,

    /// <summary>Another browser type, by the model type's <see cref="FallbackOrder"/>.</summary>
    OtherBrowser,

    /// <summary>Another worker.</summary>
    OtherWorker,

    /// <summary>No run: an outcome made from history, where the test allows it.</summary>
    Simulate,
}
