using System.Diagnostics;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Memory;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Profiling;

/// <summary>Launches browsers as an engine does, one at a time, until a page can take a test.</summary>
internal sealed class LaunchMeter : IAsyncDisposable
{
    private readonly BrowserEngineOptions _options;
    private readonly RunnerServer _server;
    private readonly BrowserLauncher _launcher;

    private LaunchMeter(BrowserEngineOptions options, RunnerServer server, BrowserLauncher launcher) => (_options, _server, _launcher) = (options, server, launcher);

    /// <exception cref="Browsers.BrowserSetupException">ONNX Runtime Web or Playwright's driver is missing.</exception>
    internal static async Task<LaunchMeter> StartAsync(BrowserEngineOptions options, CancellationToken cancellation)
    {
        var server = await RunnerServer.StartAsync(OrtPackage.Open(options.OrtPackage ?? Path.Combine(options.NodeModules, "onnxruntime-web")), cancellation);
        try
        {
            return new LaunchMeter(options, server, await BrowserLauncher.StartAsync(options));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Launches one and closes it.</summary>
    /// <param name="browser">The browser type.</param>
    /// <param name="software">Whether for a software adapter.</param>
    internal async Task<LaunchSample> MeasureAsync(string browser, bool software)
    {
        var type = _options.Types.Single(t => t.Name == browser);
        var begun = Stopwatch.GetTimestamp();
        var launched = await _launcher.LaunchAsync(type, software);
        var instance = new BrowserInstance(type, launched, _server, _options);
        try
        {
            await instance.Pages.TakeAsync(browser == BrowserTypes.Native ? Backends.Cpu : Backends.Wasm);
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            return new LaunchSample(browser, seconds, launched.ProcessId is { } root ? ProcessTreeMemory.ReadMb(root) : null);
        }
        finally
        {
            await instance.CloseAsync(FailureKind.Connection, "it was measured");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _launcher.DisposeAsync();
        await _server.DisposeAsync();
    }
}
