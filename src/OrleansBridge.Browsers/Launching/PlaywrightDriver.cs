using System.Runtime.InteropServices;
using Microsoft.Playwright;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Launching;

/// <summary>Playwright's driver process, started so that what it writes lands in the owner's folder, and started anew when it died.</summary>
internal sealed class PlaywrightDriver(OwnerFolder owner) : IAsyncDisposable
{
    /// <summary>Tells Playwright which node to run.</summary>
    public const string NodeVariable = "PLAYWRIGHT_NODEJS_PATH";

    private static readonly SemaphoreSlim Environs = new(1, 1);

    private readonly Lock _gate = new();
    private Task<IPlaywright>? _current;
    private bool _stopped;

    /// <exception cref="BrowserSetupException">It does not start.</exception>
    /// <exception cref="BrowserLaunchException">It was stopped for good.</exception>
    public Task<IPlaywright> CurrentAsync()
    {
        lock (_gate)
        {
            return _stopped
                ? throw new BrowserLaunchException("the engine stops")
                : _current ??= StartAsync(NodeOf(owner), owner.Temporary);
        }
    }

    /// <summary>
    /// Where the driver's node is, spelled otherwise than the owner's path: whatever this process starts meanwhile inherits it, and
    /// would be taken for a browser of the owner and killed with them.
    /// </summary>
    public static string NodeOf(OwnerFolder owner) => Path.Combine(Path.GetDirectoryName(owner.Path)!, ".", Path.GetFileName(owner.Path), "node");

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

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopped = true;
        }

        if (_current is { } current)
        {
            await ((Task)current).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (current.IsCompletedSuccessfully)
            {
                current.Result.Dispose();
            }
        }
    }

    // The driver inherits this process's environment and can be told only which node to run: one that gives it a place for profiles,
    // and with its browsers, which may render in software, leaves the silo its share of the processor. Chromium of a user who may,
    // as root does, puts its main threads before everybody's: it must not be able to.
    private static async Task<IPlaywright> StartAsync(string node, string temporary)
    {
        await Environs.WaitAsync();
        string? before = Environment.GetEnvironmentVariable(NodeVariable);
        try
        {
            await File.WriteAllTextAsync(node, $"""
                #!/bin/sh
                behind='nice -n 10'
                may='setpriv --bounding-set=-sys_nice --inh-caps=-sys_nice'
                if [ "$(id -u)" = 0 ] && $may true 2>/dev/null; then behind="$may $behind"; fi
                TMPDIR={Quoted(temporary)} exec env {string.Join(' ', Secrets.Variables.Select(v => $"-u {Quoted(v)}"))} $behind {Quoted(before ?? BundledNode())} "$@"

                """);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                Environment.SetEnvironmentVariable(NodeVariable, node);
            }

            return await Playwright.CreateAsync();
        }
        catch (Exception problem) when (problem is PlaywrightException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            throw new BrowserSetupException($"Playwright's driver did not start: {problem.Message}");
        }
        finally
        {
            Environment.SetEnvironmentVariable(NodeVariable, before);
            Environs.Release();
        }
    }

    private static string BundledNode() => Path.Combine(
        Environment.GetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH") ?? AppContext.BaseDirectory,
        ".playwright",
        "node",
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64",
        "node");

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
