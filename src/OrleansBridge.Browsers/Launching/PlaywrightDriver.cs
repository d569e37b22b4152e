using System.Diagnostics;
using Microsoft.Playwright;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Launching;

/// <summary>Playwright's driver process, started so that what it writes lands in the owner's folder, and started anew when it died.</summary>
internal sealed class PlaywrightDriver(string temporaryFolder) : IDisposable
{
    private static readonly SemaphoreSlim Environs = new(1, 1);

    private readonly Lock _gate = new();
    private Task<IPlaywright>? _current;

    /// <exception cref="BrowserSetupException">It does not start.</exception>
    public Task<IPlaywright> CurrentAsync()
    {
        lock (_gate)
        {
            return _current ??= StartAsync(temporaryFolder);
        }
    }

    /// <summary>Whether a failure's message means that the driver itself is gone, and with it every browser it started.</summary>
    public static bool Died(Exception problem) => problem.Message.Contains("Process exited", StringComparison.Ordinal);

    /// <summary>Starts a new one, unless somebody did already. Its browsers have been reported lost.</summary>
    public Task<IPlaywright> ReplaceAsync(IPlaywright dead)
    {
        lock (_gate)
        {
            if (_current is { IsCompletedSuccessfully: true } current && current.Result == dead)
            {
                _current = null;
            }
        }

        return CurrentAsync();
    }

    public void Dispose()
    {
        if (_current is { IsCompletedSuccessfully: true } current)
        {
            current.Result.Dispose();
        }
    }

    private static int[] Children()
    {
        var table = ProcessTable.Read();
        return [.. table.Ids.Where(id => table.ParentOf(id) == Environment.ProcessId)];
    }

    /// <summary>What the driver starts inherits its priority: browsers that render in software leave the silo its share.</summary>
    private static void Yield(IEnumerable<int> processes)
    {
        foreach (int id in processes)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.PriorityClass = ProcessPriorityClass.BelowNormal;
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It has ended, or the system does not let us: browsers run all the same.
            }
        }
    }

    // The driver inherits this process's environment and offers no other way to say where profiles go.
    private static async Task<IPlaywright> StartAsync(string temporaryFolder)
    {
        await Environs.WaitAsync();
        string? before = Environment.GetEnvironmentVariable("TMPDIR");
        try
        {
            Environment.SetEnvironmentVariable("TMPDIR", temporaryFolder);
            var others = Children();
            var driver = await Playwright.CreateAsync();
            Yield(Children().Except(others));
            return driver;
        }
        catch (Exception problem) when (problem is PlaywrightException or System.ComponentModel.Win32Exception)
        {
            throw new BrowserSetupException($"Playwright's driver did not start: {problem.Message}");
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", before);
            Environs.Release();
        }
    }
}
