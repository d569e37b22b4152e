using System.Diagnostics;
using Microsoft.Playwright;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Launching;

/// <summary>A running browser and what it was started with.</summary>
internal sealed record LaunchedBrowser
{
    public required IBrowser Browser { get; init; }

    /// <summary>One context for all its pages, so that they share the cache of models and ONNX Runtime.</summary>
    public required IBrowserContext Context { get; init; }

    public required BrowserExecutable Executable { get; init; }

    /// <summary>Product and version, <c>Chromium 156.0.8078.79</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Arguments and preferences that matter to results.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>Carried in the environment of each of its processes.</summary>
    public required string Mark { get; init; }

    /// <summary>Where its processes keep what they think temporary; goes when they have ended, however they ended.</summary>
    public required string Temporary { get; init; }

    /// <summary>The main process, or null where it was not found.</summary>
    public required int? ProcessId { get; init; }

    /// <summary>Whether it was launched for a software adapter.</summary>
    public required bool Software { get; init; }

    /// <summary>Closes it; kills it when it does not close in time.</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        try
        {
            await Browser.CloseAsync().WaitAsync(patience);
        }
        catch (Exception stuck) when (stuck is TimeoutException or PlaywrightException)
        {
            // Killed below.
        }
        finally
        {
            Kill();
        }
    }

    /// <summary>Waits for the end of its main process.</summary>
    /// <returns>False when there is none to watch.</returns>
    public async Task<bool> ExitAsync()
    {
        if (ProcessId is not { } id)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }

        return true;
    }

    /// <summary>Ends whatever still runs of it.</summary>
    public void Kill()
    {
        Reaper.KillMarked(Mark);
        Reaper.Delete(Temporary);
    }
}
