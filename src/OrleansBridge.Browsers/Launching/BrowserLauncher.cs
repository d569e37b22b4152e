using System.Collections;
using System.Globalization;
using Microsoft.Playwright;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Launching;

/// <summary>Launches browsers of the configured types.</summary>
internal sealed class BrowserLauncher(PlaywrightDriver driver, BrowserEngineOptions options, OwnerFolder owner)
{
    private const string MarkVariable = "ORLEANSBRIDGE_BROWSER";
    private int _launched;

    /// <exception cref="BrowserSetupException">The type has no executable here.</exception>
    /// <exception cref="BrowserLaunchException">It did not start.</exception>
    public async Task<LaunchedBrowser> LaunchAsync(BrowserTypeOptions type, bool software)
    {
        var executable = BrowserExecutable.Find(type, options);
        int number = Interlocked.Increment(ref _launched);
        string mark = string.Create(CultureInfo.InvariantCulture, $"{owner.Path}/b{number}.");
        string temporary = Path.Combine(owner.Temporary, string.Create(CultureInfo.InvariantCulture, $"b{number}"));
        string[] args = software ? [.. type.Args, .. type.SoftwareArgs] : [.. type.Args];
        try
        {
            Directory.CreateDirectory(temporary);
            var browser = await StartAsync(type, Options(type, executable, args, mark, temporary));
            return new LaunchedBrowser
            {
                Browser = browser,
                Context = await browser.NewContextAsync(),
                Executable = executable,
                Version = $"{executable.Product(type)} {browser.Version}",
                Flags = [.. args, .. type.Prefs.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value}"))],
                Mark = mark,
                Temporary = temporary,
                ProcessId = MainProcess(mark),
                Software = software,
            };
        }
        catch (Exception problem) when (problem is PlaywrightException or TimeoutException)
        {
            Reaper.KillMarked(mark);
            Reaper.Delete(temporary);
            throw new BrowserLaunchException($"{type.Name} ({executable.Path}) did not start: {problem.Message.Split('\n', 2)[0].Trim()}");
        }
    }

    private async Task<IBrowser> StartAsync(BrowserTypeOptions type, BrowserTypeLaunchOptions launch)
    {
        var playwright = await driver.CurrentAsync();
        try
        {
            return await Engine(playwright, type).LaunchAsync(launch);
        }
        catch (PlaywrightException problem) when (PlaywrightDriver.Died(problem))
        {
            return await Engine(await driver.ReplaceAsync(playwright), type).LaunchAsync(launch);
        }
    }

    private BrowserTypeLaunchOptions Options(BrowserTypeOptions type, BrowserExecutable executable, string[] args, string mark, string temporary) => new()
    {
        ExecutablePath = executable.Path,
        Channel = type.Channel,
        Args = args,
        FirefoxUserPrefs = type.Prefs.Count > 0 ? type.Prefs : null,
        Headless = options.Headless,
        Env = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(e => (string)e.Key != "TMPDIR")
            .Select(e => KeyValuePair.Create((string)e.Key, (string)e.Value!))
            .Append(KeyValuePair.Create(MarkVariable, mark))
            .Append(KeyValuePair.Create("TMPDIR", temporary)),
        Timeout = (float)options.LaunchTimeout.TotalMilliseconds,
        // The owner decides when browsers end: an interrupt from the terminal first lets it report.
        HandleSIGHUP = false,
        HandleSIGINT = false,
        HandleSIGTERM = false,
    };

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
