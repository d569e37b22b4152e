using System.Net.WebSockets;
using Microsoft.Playwright;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>One page of a browser with ONNX Runtime Web loaded for one backend.</summary>
internal sealed class PageTab : RunnerTab
{
    private readonly RunnerServer _server;
    private readonly PageChannel _channel;
    private readonly string _name;
    private readonly IPage _page;

    private PageTab(RunnerServer server, IPage page, string backend)
        : base(backend)
    {
        (_server, _page) = (server, page);
        _name = Guid.NewGuid().ToString("n");
        _channel = server.Open(_name);
        page.Crash += (_, _) => Lose(FailureKind.Crash, "the page crashed");
        page.Close += (_, _) => _ = ClosedAsync();
    }

    /// <summary>The bundle that serves a backend best.</summary>
    public static string BundleOf(string backend) => backend == Testing.Backends.Wasm ? "wasm" : "webgpu";

    /// <summary>Opens a page, loads ONNX Runtime and computes once, so that a run finds everything compiled.</summary>
    /// <exception cref="RunFailure">The page did not get that far; a failing computation is in <see cref="RunnerTab.WarmUp"/>.</exception>
    public static async Task<PageTab> OpenAsync(RunnerServer server, IBrowserContext context, string backend, int threads, RunControl warmUp, PreparedRun probe, TimeSpan timeout)
    {
        PageTab? tab = null;
        try
        {
            tab = new PageTab(server, await context.NewPageAsync().WaitAsync(timeout), backend);
            string query = $"page={tab._name}&bundle={BundleOf(backend)}&threads={threads}";
            await tab.UnlessGoneAsync(tab._page.GotoAsync($"{server.Address}runner.html?{query}", new() { Timeout = (float)timeout.TotalMilliseconds }));
            await tab.UnlessGoneAsync(tab._page.EvaluateAsync<string>("bridge.ready()").WaitAsync(timeout));
            tab.WarmUp = await tab.RunAsync(probe, warmUp, timeout, CancellationToken.None);
            await tab.UnlessGoneAsync(tab.Settled.WaitAsync(timeout));
            return tab;
        }
        catch (Exception problem) when (problem is PlaywrightException or TimeoutException)
        {
            tab?.Forget();
            throw new RunFailure(FailureKind.Launch, $"the runner page did not load: {problem.Message.Split('\n', 2)[0]}");
        }
    }

    /// <inheritdoc/>
    public override async Task<PageReport> RunAsync(PreparedRun run, RunControl control, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        var outputs = _channel.ExpectAsync(run.Id);
        try
        {
            string? url = await _channel.SendAsync(_name, run.Id, run.Frame, limit.Token);
            Settled = AskAsync("control => bridge.run(control)", (control with { Id = run.Id, Url = url }).ToJson());
            // Nobody may ever ask how it settled: a failure is then no one's business.
            _ = Settled.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            var first = await Task.WhenAny(outputs, Settled, Loss).WaitAsync(limit.Token);
            if (first == Loss)
            {
                throw await Loss;
            }

            if (first == Settled)
            {
                // The outputs were sent before this; they are a moment away, unless the page broke.
                await Settled;
            }

            return new PageReport(await outputs.WaitAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RunFailure(FailureKind.TimeOut, FormattableString.Invariant($"the run did not end within {timeout.TotalSeconds:0.##} s"));
        }
        catch (Exception broken) when (broken is WebSocketException or ObjectDisposedException or IOException)
        {
            throw await WhyAsync(broken.Message);
        }
        finally
        {
            _channel.Forget(run.Id);
        }
    }

    /// <inheritdoc/>
    public override Task<PageSettled> EvictAsync() => AskAsync("bridge.evict()");

    /// <inheritdoc/>
    public override async Task<bool> AnswersAsync(TimeSpan patience)
    {
        try
        {
            await _page.EvaluateAsync<string>("'here'").WaitAsync(patience);
            return true;
        }
        catch (Exception silent) when (silent is TimeoutException or PlaywrightException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override async Task CloseAsync()
    {
        Forget();
        await _page.CloseAsync();
    }

    /// <inheritdoc/>
    public override Task<string?> PictureAsync(string folder, TestResult result) => Screenshot.TakeAsync(_page, folder, result);

    protected override void Forget() => _server.Close(_name);

    /// <summary>A page that crashes while it loads never answers: whoever waits must not wait for the time-out.</summary>
    private async Task UnlessGoneAsync(Task step)
    {
        if (await Task.WhenAny(step, Loss) != Loss)
        {
            await step;
            return;
        }

        _ = step.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw await Loss;
    }

    private async Task<PageSettled> AskAsync(string words, string? control = null)
    {
        try
        {
            return PageSettled.Parse(await _page.EvaluateAsync<string>(words, control));
        }
        catch (PlaywrightException lost)
        {
            throw await WhyAsync(lost.Message);
        }
    }

    // When a browser dies its pages are reported closed first: what really happened comes a moment later.
    private async Task ClosedAsync()
    {
        await Task.Delay(100);
        Lose(FailureKind.Connection, "the page was closed");
    }

    // A crash is reported by its own event, which may come a moment later than its consequences.
    private async Task<RunFailure> WhyAsync(string message) =>
        await Task.WhenAny(Loss, Task.Delay(200)) == Loss
            ? await Loss
            : new RunFailure(FailureKind.Connection, $"the page was lost: {message.Split('\n', 2)[0]}");
}
