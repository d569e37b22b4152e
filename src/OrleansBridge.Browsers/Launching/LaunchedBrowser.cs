using Microsoft.Playwright;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Browsers.Serving;

namespace OrleansBridge.Browsers.Launching;

/// <summary>A running browser and what it was started with.</summary>
internal sealed class LaunchedBrowser : LaunchedProcess
{
    public required IBrowser Browser { get; init; }

    /// <summary>One context for all its pages, so that they share the cache of models and ONNX Runtime.</summary>
    public required IBrowserContext Context { get; init; }

    public override string EndedUnexpectedly => "the browser ended unexpectedly";

    public override async Task<RunnerTab> OpenTabAsync(RunnerServer server, RunControl warmUp, PreparedRun probe, BrowserEngineOptions options) =>
        await PageTab.OpenAsync(server, Context, warmUp.Backend, options.Threads, warmUp, probe, options.PageTimeout);

    public override void OnDisconnected(Action lost) => Browser.Disconnected += (_, _) => lost();

    protected override Task EndAsync() => Browser.CloseAsync();
}
