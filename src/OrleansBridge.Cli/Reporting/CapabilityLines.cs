using OrleansBridge.Execution;

namespace OrleansBridge.Cli.Reporting;

/// <summary>What each browser type can do, a line each.</summary>
internal static class CapabilityLines
{
    internal static void Write(IReadOnlyList<BrowserCapability> browsers)
    {
        foreach (var browser in browsers)
        {
            Console.WriteLine(browser.Problem is { } problem
                ? $"  {browser.Browser,-8} not available: {problem}"
                : $"  {browser.Browser,-8} {browser.Version}{(browser.Substitute ? " (substitute)" : "")}: {string.Join(", ", browser.Backends.Select(Describe))}");
        }
    }

    private static string Describe(BackendCapability backend) => !backend.Works
        ? $"no {backend.Backend} ({backend.Problem})"
        : backend.Adapter is { } adapter ? $"{backend.Backend} on {adapter}{(backend.SoftwareAdapter == true ? " (software)" : "")}" : backend.Backend;
}
