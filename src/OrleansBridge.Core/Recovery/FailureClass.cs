using OrleansBridge.Results;

namespace OrleansBridge.Core.Recovery;

/// <summary>What a kind of failure says about the test, the browser and the model.</summary>
/// <param name="Start">Where a ladder starts. Null: the failure is the test's own and never tried again.</param>
/// <param name="BlamesPlace">Whether it may be the fault of the browser type on that worker.</param>
/// <param name="BlamesModel">Whether it may be the fault of the model on that browser type.</param>
/// <param name="BreaksBrowser">Whether the browser instance is of no further use.</param>
public sealed record FailureClass(Rung? Start, bool BlamesPlace = false, bool BlamesModel = false, bool BreaksBrowser = false)
{
    private static readonly Dictionary<FailureKind, FailureClass> Table = new()
    {
        [FailureKind.Launch] = new(Rung.Restart, BlamesPlace: true),
        [FailureKind.Connection] = new(Rung.Retry, BlamesPlace: true),
        [FailureKind.TimeOut] = new(Rung.Retry, BlamesPlace: true, BlamesModel: true),
        [FailureKind.Crash] = new(Rung.Restart, BlamesPlace: true, BlamesModel: true, BreaksBrowser: true),

        // A browser does not return memory: trying on the same instance would only ask it again.
        [FailureKind.OutOfMemory] = new(Rung.Restart, BlamesPlace: true, BlamesModel: true, BreaksBrowser: true),
        [FailureKind.DeviceLost] = new(Rung.Restart, BlamesPlace: true, BlamesModel: true, BreaksBrowser: true),
        [FailureKind.ModelError] = new(Start: null),
        [FailureKind.Mismatch] = new(Start: null),
        [FailureKind.BackendFallback] = new(Start: null),
    };

    /// <summary>Whether the failure is the test's own: the model or its outputs, never the browser.</summary>
    public bool IsTheTestsOwn => Start is null;

    /// <summary>Whether test and place are both suspects: only seeing more of either tells which it is.</summary>
    public bool IsAmbiguous => BlamesPlace && BlamesModel;

    /// <exception cref="KeyNotFoundException"><see cref="FailureKind.None"/> is no failure.</exception>
    public static FailureClass Of(FailureKind kind) => Table[kind];
}
