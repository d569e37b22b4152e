using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Memory;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Bare;

/// <summary>
/// Cases one after another on a bare page: same browser, flags, ONNX Runtime bundle and threads as the engine, and nothing of it: one
/// <c>evaluate</c> a case, compared in the page, a fresh page after any error. The yardstick of overhead and of outcomes.
/// </summary>
public sealed class BareRunner : IAsyncDisposable
{
    private readonly BrowserEngineOptions _options;
    private readonly string _backend;
    private readonly RunnerServer _server;
    private readonly BrowserLauncher _launcher;
    private readonly Func<Task<LaunchedBrowser>> _launch;
    private LaunchedBrowser? _browser;
    private IPage? _page;

    private BareRunner(BrowserEngineOptions options, string browser, string backend, RunnerServer server, BrowserLauncher launcher)
    {
        (_options, _backend, _server, _launcher) = (options, backend, server, launcher);
        var type = options.Types.Single(t => t.Name == browser);
        _launch = async () => (LaunchedBrowser)await launcher.LaunchAsync(type, options.Adapter != AdapterPreference.Hardware);
        var models = new ModelSource();
        server.BareCases = folder => BareCase.ReadAsync(folder, models, server.Blobs);
    }

    /// <summary>Launches the browser and opens the page, so that a first run finds both.</summary>
    /// <exception cref="BrowserSetupException">The browser or ONNX Runtime Web is not installed.</exception>
    public static async Task<BareRunner> StartAsync(BrowserEngineOptions options, string browser, string backend, CancellationToken cancellation = default)
    {
        var ort = OrtPackage.Open(options.OrtPackage ?? Path.Combine(options.NodeModules, "onnxruntime-web"));
        var server = await RunnerServer.StartAsync(ort, cancellation);
        var runner = new BareRunner(options, browser, backend, server, await BrowserLauncher.StartAsync(options));
        await runner.FreshPageAsync();
        return runner;
    }

    /// <summary>Proportional set size of the browser's processes now, MB (10^6 bytes).</summary>
    public double? ReadMemoryMb() => _browser?.ProcessId is { } root ? ProcessTreeMemory.ReadMb(root) : null;

    /// <summary>Runs cases in order.</summary>
    /// <param name="folders">Folders in the ONNX test layout.</param>
    /// <param name="timeout">Time for one case.</param>
    /// <param name="cancellation">Ends between cases.</param>
    public async Task<IReadOnlyList<BareOutcome>> RunAsync(IEnumerable<string> folders, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var outcomes = new List<BareOutcome>();
        foreach (string folder in folders)
        {
            cancellation.ThrowIfCancellationRequested();
            long begun = Stopwatch.GetTimestamp();
            var (outcome, reason) = await RunAsync(folder, timeout);
            if (outcome is Outcome.Failed or Outcome.TimedOut)
            {
                await FreshPageAsync();
            }

            outcomes.Add(new(folder, outcome, reason, Stopwatch.GetElapsedTime(begun).TotalMilliseconds));
        }

        return outcomes;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_browser?.CloseAsync(_options.CloseTimeout) ?? Task.CompletedTask);
        await _launcher.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task<(Outcome Outcome, string? Reason)> RunAsync(string folder, TimeSpan timeout)
    {
        try
        {
            var answer = await _page!.EvaluateAsync<JsonElement>("url => runCase(url)", $"cases?folder={Uri.EscapeDataString(folder)}").WaitAsync(timeout);
            return (Enum.Parse<Outcome>(answer.GetProperty("outcome").GetString()!), answer.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
        }
        catch (TimeoutException)
        {
            return (Outcome.TimedOut, FormattableString.Invariant($"no answer within {timeout.TotalSeconds} s"));
        }
        catch (PlaywrightException problem)
        {
            return (Outcome.Failed, problem.Message);
        }
    }

    private async Task FreshPageAsync()
    {
        try
        {
            await (_page?.CloseAsync().WaitAsync(_options.CloseTimeout) ?? Task.CompletedTask);
        }
        catch (Exception stuck) when (stuck is TimeoutException or PlaywrightException)
        {
            _browser!.Kill();
            _browser = null;
        }

        _browser ??= await _launch();
        try
        {
            _page = await _browser.Context.NewPageAsync();
        }
        catch (PlaywrightException)
        {
            // The failure took the browser along, and closing its page did not say so.
            _browser.Kill();
            _browser = await _launch();
            _page = await _browser.Context.NewPageAsync();
        }

        string query = $"bundle={PageTab.BundleOf(_backend)}&threads={_options.Threads}&backend={_backend}&device=cpu";
        await _page.GotoAsync($"{_server.Address}bare.html?{query}");
        await _page.WaitForFunctionAsync("globalThis.runCase");
    }
}
