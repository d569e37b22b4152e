namespace OrleansBridge.Core.Scaling;

/// <summary>What is to be done about instances now.</summary>
/// <param name="Steps">Instances for what is there; a close that makes room stands before the launch it makes room for.</param>
/// <param name="Warm">What is prepared for what is forecast.</param>
public sealed record ScalePlan(IReadOnlyList<ScaleStep> Steps, IReadOnlyList<WarmStep> Warm)
{
    /// <summary>Nothing.</summary>
    public static ScalePlan None { get; } = new([], []);
}
