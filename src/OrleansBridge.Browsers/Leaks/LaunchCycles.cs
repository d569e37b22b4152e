using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Memory;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Leaks;

/// <summary>
/// Launches browsers as an engine does and kills them as crashes do, over and over: whatever a cycle leaves behind adds up.
/// </summary>
internal sealed class LaunchCycles : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly BrowserTypeOptions _type;
    private readonly BrowserLauncher _launcher;

    private LaunchCycles(BrowserTypeOptions type, BrowserLauncher launcher) => (_type, _launcher) = (type, launcher);

    /// <summary>Starts the driver, so that it counts before the first cycle as well as after the last.</summary>
    /// <exception cref="BrowserSetupException">It does not start.</exception>
    public static async Task<LaunchCycles> StartAsync(BrowserEngineOptions options, BrowserTypeOptions type) =>
        new(type, await BrowserLauncher.StartAsync(options));

    /// <summary>Launches a browser, opens a page, kills the main process and reaps the rest.</summary>
    public async Task RunAsync()
    {
        var launched = (LaunchedBrowser)await _launcher.LaunchAsync(_type, software: true);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        launched.Browser.Disconnected += (_, _) => gone.TrySetResult();
        await launched.Context.NewPageAsync();
        if (launched.ProcessId is { } main)
        {
            Reaper.Kill(main);
            await gone.Task.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        launched.Kill();
    }

    /// <summary>What there is now; profiles are removed a moment after their browser's death, so it waits for what it expects.</summary>
    /// <param name="expected">What there was before; null: whatever there is.</param>
    public async Task<LeakCount> CountAsync(LeakCount? expected = null)
    {
        for (var end = DateTime.UtcNow + Patience; ; await Task.Delay(Look))
        {
            var count = new LeakCount(Processes(), Profiles(), ProcessTreeMemory.ReadMb(Environment.ProcessId) ?? 0);
            if (expected is null || DateTime.UtcNow > end || (count.Processes <= expected.Processes && count.Profiles <= expected.Profiles))
            {
                return count;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _launcher.DisposeAsync();

    /// <summary>This process, the driver, and every process of a browser, whoever its parent is by now.</summary>
    private int Processes()
    {
        var table = ProcessTable.Read();
        return table.Tree(Environment.ProcessId).Union(table.Marked(_launcher.Owner.Path)).Count(id => ProcessTable.StartOf(id) is not null);
    }

    /// <summary>The owner's folder and all in it, and what browsers leave in the machine's temporary folder.</summary>
    private int Profiles() => new[] { _launcher.Owner.Path, _launcher.Owner.Temporary }.Distinct()
        .Sum(folder => 1 + Directory.EnumerateFileSystemEntries(folder).Count());
}
