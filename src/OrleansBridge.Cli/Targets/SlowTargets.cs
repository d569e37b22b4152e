using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Targets;

/// <summary>Targets on which seconds pass where others take milliseconds.</summary>
internal static class SlowTargets
{
    private const int Least = 2;

    /// <summary>Whether it is WebGPU on a software adapter.</summary>
    internal static bool IsSlow(this Target target, IEnumerable<BrowserCapability> browsers) =>
        target.Backend == Backends.WebGpu && browsers.Any(b => b.Browser == target.Browser && b.Backends.Any(k => k.Backend == target.Backend && k.SoftwareAdapter == true));

    /// <summary>How many timed runs it gets where others get so many: a slow one shows what it takes in fewer.</summary>
    /// <param name="target">The target.</param>
    /// <param name="browsers">What the browsers can do.</param>
    /// <param name="iterations">What others get.</param>
    /// <param name="share">The part of it that a slow one gets is one in so many.</param>
    internal static int Iterations(this Target target, IEnumerable<BrowserCapability> browsers, int iterations, int share) =>
        target.IsSlow(browsers) ? Math.Max(Math.Min(Least, iterations), iterations / share) : iterations;
}
