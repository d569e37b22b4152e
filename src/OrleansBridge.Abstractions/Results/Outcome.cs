namespace OrleansBridge.Results;

/// <summary>How a test ended.</summary>
[GenerateSerializer, Alias("bridge.Outcome")]
public enum Outcome
{
    /// <summary>A real browser ran the real model, and outputs matched where expected outputs exist.</summary>
    Passed,

    /// <summary>The run failed; the reason says why.</summary>
    Failed,

    /// <summary>The run ended and an output was outside its tolerance.</summary>
    Mismatch,

    /// <summary>An attempt's time or the deadline passed.</summary>
    TimedOut,

    /// <summary>A caller cancelled it.</summary>
    Cancelled,

    /// <summary>Made up from history because the test allowed it; never a pass.</summary>
    Simulated,
}
