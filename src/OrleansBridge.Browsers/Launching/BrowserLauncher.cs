using System.Collections;
using System.ComponentModel;
using System.Globalization;
using Microsoft.Playwright;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Native;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Launching;

/// <summary>Launches browsers of the configured types into a folder of its own, and leaves nothing of them when it stops.</summary>
internal sealed class BrowserLauncher : IAsyncDisposable
{
    private const string MarkVariable = "ORLEANSBRIDGE_BROWSER";

    private readonly BrowserEngineOptions _options;
    private readonly PlaywrightDriver _driver;
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _underWay = [];
    private int _launched;
    private bool _stopped;

    private BrowserLauncher(BrowserEngineOptions options)
    {
        _options = options;
        Owner = OwnerFolder.Create(options.DataFolder);
        _driver = new PlaywrightDriver(Owner);
    }

    /// <summary>Where its browsers' profiles are.</summary>
    public OwnerFolder Owner { get; }

    /// <exception cref="BrowserSetupException">Playwright's driver is missing, or the data folder cannot be written.</exception>
    public static async Task<BrowserLauncher> StartAsync(BrowserEngineOptions options)
    {
        var launcher = new BrowserLauncher(options);
        await launcher._driver.CurrentAsync();
        return launcher;
    }

    /// <exception cref="BrowserSetupException">The type has no executable here.</exception>
    /// <exception cref="BrowserLaunchException">It did not start.</exception>
    public async Task<LaunchedProcess> LaunchAsync(BrowserTypeOptions type, bool software)
    {
        Task<LaunchedProcess> launch;
        lock (_gate)
        {
            if (_stopped)
            {
                throw new BrowserLaunchException("the engine stops");
            }

            launch = Task.Run(() => StartAsync(type, software));
            _underWay.Add(launch);
        }

        try
        {
            return await launch;
        }
        finally
        {
            lock (_gate)
            {
                _underWay.Remove(launch);
            }
        }
    }

    /// <summary>Ends every browser and removes the folder; a launch under way ends first, so that nobody makes it anew.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] underWay;
        lock (_gate)
        {
            _stopped = true;
            underWay = [.. _underWay];
        }

        await _driver.DisposeAsync();
        await Task.WhenAll(underWay).WaitAsync(_options.LaunchTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Reaper.KillMarked(Owner.Path);
        Owner.Dispose();
    }

    private async Task<LaunchedProcess> StartAsync(BrowserTypeOptions type, bool software)
    {
        var executable = BrowserExecutable.Find(type, _options);
        int number = Interlocked.Increment(ref _launched);
        string mark = string.Create(CultureInfo.InvariantCulture, $"{Owner.Path}/b{number}.");
        string temporary = Path.Combine(Owner.Temporary, string.Create(CultureInfo.InvariantCulture, $"b{number}"));
        string[] args = software ? [.. type.Args, .. type.SoftwareArgs] : [.. type.Args];
        try
        {
            Directory.CreateDirectory(temporary);
            if (type.Engine == BrowserEngineKind.Native)
            {
                return await NativeProcess.StartAsync(executable, _options, Environs(mark, temporary), mark, temporary);
            }

            var browser = await StartAsync(type, Options(type, executable, args, mark, temporary));
            return new LaunchedBrowser
            {
                Browser = browser,
                Context = await browser.NewContextAsync().WaitAsync(_options.LaunchTimeout),
                Executable = executable,
                Version = $"{executable.Product(type)} {browser.Version}",
                Flags = [.. args, .. type.Prefs.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value}"))],
                Mark = mark,
                Temporary = temporary,
                ProcessId = MainProcess(mark),
                Software = software,
            };
        }
        catch (Exception problem) when (problem is PlaywrightException or TimeoutException or IOException or Win32Exception)
        {
            Reaper.KillMarked(mark);
            Reaper.Delete(temporary);
            throw new BrowserLaunchException($"{type.Name} ({executable.Path}) did not start: {problem.Message.Split('\n', 2)[0].Trim()}");
        }
    }

    private async Task<IBrowser> StartAsync(BrowserTypeOptions type, BrowserTypeLaunchOptions launch)
    {
        var playwright = await _driver.CurrentAsync();
        try
        {
            return await Engine(playwright, type).LaunchAsync(launch);
        }
        catch (PlaywrightException problem) when (PlaywrightDriver.Died(problem))
        {
            return await Engine(await _driver.ReplaceAsync(playwright), type).LaunchAsync(launch);
        }
    }

    private BrowserTypeLaunchOptions Options(BrowserTypeOptions type, BrowserExecutable executable, string[] args, string mark, string temporary) => new()
    {
        ExecutablePath = executable.Path,
        Channel = type.Channel,
        Args = args,
        FirefoxUserPrefs = type.Prefs.Count > 0 ? type.Prefs : null,
        Headless = _options.Headless,
        Env = Environs(mark, temporary),
        Timeout = (float)_options.LaunchTimeout.TotalMilliseconds,
        // The owner decides when browsers end: an interrupt from the terminal first lets it report.
        HandleSIGHUP = false,
        HandleSIGINT = false,
        HandleSIGTERM = false,
    };

    private static IEnumerable<KeyValuePair<string, string>> Environs(string mark, string temporary) =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(e => (string)e.Key is not ("TMPDIR" or PlaywrightDriver.NodeVariable) && !Secrets.Has((string)e.Key))
            .Select(e => KeyValuePair.Create((string)e.Key, (string)e.Value!))
            .Append(KeyValuePair.Create(MarkVariable, mark))
            .Append(KeyValuePair.Create("TMPDIR", temporary));

    private static IBrowserType Engine(IPlaywright playwright, BrowserTypeOptions type) =>
        type.Engine == BrowserEngineKind.Firefox ? playwright.Firefox : playwright.Chromium;

    private static int? MainProcess(string mark)
    {
        var table = ProcessTable.Read();
        var marked = table.Marked(mark).ToHashSet();
        // Crash handlers hang themselves below init; the main process is the one with the most descendants.
        return marked.Where(id => table.ParentOf(id) is not { } parent || !marked.Contains(parent))
            .OrderByDescending(id => table.Tree(id).Count).Select(id => (int?)id).FirstOrDefault();
    }
}
