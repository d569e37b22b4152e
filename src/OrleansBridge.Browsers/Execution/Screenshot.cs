using Microsoft.Playwright;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Execution;

/// <summary>A picture of the page that failed.</summary>
internal static class Screenshot
{
    /// <returns>Its path, or null when the page could not be pictured any more.</returns>
    public static async Task<string?> TakeAsync(IPage page, string folder, TestResult result)
    {
        string name = string.Concat(result.TestId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
        string path = Path.Combine(folder, FormattableString.Invariant($"{name}-{result.Epoch}.png"));
        try
        {
            await page.ScreenshotAsync(new() { Path = path, Timeout = 2_000 });
            return path;
        }
        catch (Exception problem) when (problem is PlaywrightException or TimeoutException or IOException)
        {
            return null;
        }
    }
}
