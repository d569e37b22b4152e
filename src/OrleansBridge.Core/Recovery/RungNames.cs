namespace OrleansBridge.Core.Recovery;

/// <summary>How rungs are called in results (<see cref="Results.RecoveryStep.Step"/>).</summary>
public static class RungNames
{
    public static string Step(this Rung rung) => rung switch
    {
        Rung.Retry => "retry",
        Rung.Restart => "restart",
        Rung.OtherBackend => "other_backend",
        Rung.OtherBrowser => "other_browser",
        Rung.OtherWorker => "other_worker",
        Rung.Simulate => "simulate",
        _ => throw new ArgumentOutOfRangeException(nameof(rung), rung, "no such rung"),
    };
}
