namespace OrleansBridge.Core.Dispatching;

/// <summary>How long a run still takes.</summary>
internal static class Overrun
{
    /// <summary>A run has at least this part of what was expected before it.</summary>
    private const double StillToCome = .2;

    /// <summary>
    /// What is left of the expected time. Of a run that takes longer than expected as much is to come as it is late: the longer it
    /// has been late, the longer it will be (which is so where times have a heavy tail), and a page that hangs is not waited for.
    /// </summary>
    /// <param name="expected">Seconds that it was expected to take.</param>
    /// <param name="since">Seconds since it started.</param>
    public static double Remaining(double expected, double since) => Math.Max(StillToCome * expected, Math.Abs(expected - since));
}
