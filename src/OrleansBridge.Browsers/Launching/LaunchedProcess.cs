using System.Diagnostics;
using Microsoft.Playwright;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Browsers.Reaping;
using OrleansBridge.Browsers.Serving;

namespace OrleansBridge.Browsers.Launching;

/// <summary>What runs models for one instance, with the processes it consists of: a browser, or node with ONNX Runtime.</summary>
internal abstract class LaunchedProcess
{
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

    /// <summary>The version of its own ONNX Runtime; null where the page's is served to it.</summary>
    public virtual string? OrtVersion => null;

    /// <summary>How people are told that it died.</summary>
    public abstract string EndedUnexpectedly { get; }

    /// <summary>Opens a place to run models of one backend in, and computes there once.</summary>
    /// <exception cref="RunFailure">It did not get that far; a failing computation is in <see cref="RunnerTab.WarmUp"/>.</exception>
    public abstract Task<RunnerTab> OpenTabAsync(RunnerServer server, RunControl warmUp, PreparedRun probe, BrowserEngineOptions options);

    /// <summary>Calls back when the connection to it ends.</summary>
    public virtual void OnDisconnected(Action lost)
    {
    }

    /// <summary>Closes it; kills it when it does not close in time.</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        try
        {
            await EndAsync().WaitAsync(patience);
        }
        catch (Exception stuck) when (stuck is TimeoutException or PlaywrightException or IOException)
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

    /// <summary>Asks it to end, and waits until it has.</summary>
    protected abstract Task EndAsync();
}
