using Microsoft.Playwright;

namespace OrleansBridge.Browsers.Launching;

/// <summary>Starts Playwright's driver process so that what it writes lands in the owner's folder.</summary>
internal static class PlaywrightDriver
{
    private static readonly SemaphoreSlim Starting = new(1, 1);

    // The driver inherits this process's environment and offers no other way to say where profiles go.
    public static async Task<IPlaywright> StartAsync(string temporaryFolder)
    {
        await Starting.WaitAsync();
        string? before = Environment.GetEnvironmentVariable("TMPDIR");
        try
        {
            Environment.SetEnvironmentVariable("TMPDIR", temporaryFolder);
            return await Playwright.CreateAsync();
        }
        catch (Exception problem) when (problem is PlaywrightException or System.ComponentModel.Win32Exception)
        {
            throw new BrowserSetupException($"Playwright's driver did not start: {problem.Message}");
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", before);
            Starting.Release();
        }
    }
}
