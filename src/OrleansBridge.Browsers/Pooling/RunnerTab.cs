using System.Net.WebSockets;
using Microsoft.Playwright;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>One page with ONNX Runtime loaded for one backend.</summary>
internal sealed class RunnerTab
{
    private readonly RunnerServer _server;
    private readonly PageChannel _channel;
    private readonly string _name;
    private readonly TaskCompletionSource<RunFailure> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<PageSettled> _settled = Task.FromResult(new PageSettled(null, []));

    private RunnerTab(RunnerServer server, IPage page, string backend)
    {
        (_server, Page, Backend) = (server, page, backend);
        _name = Guid.NewGuid().ToString("n");
        _channel = server.Open(_name);
        page.Crash += (_, _) => Lose(FailureKind.Crash, "the page crashed");
        page.Close += (_, _) => _ = ClosedAsync();
    }

    public IPage Page { get; }

    public string Backend { get; }

    /// <summary>The page, its frame and its outputs of the probe that warmed it.</summary>
    public PageReport? WarmUp { get; private set; }

    /// <summary>Whether it crashed or was closed.</summary>
    public bool Gone => _gone.Task.IsCompleted;

    /// <summary>The last run's closing words; faulted when the page broke meanwhile.</summary>
    public Task<PageSettled> Settled => _settled;

    /// <summary>The bundle that serves a backend best.</summary>
    public static string BundleOf(string backend) => backend == Testing.Backends.Wasm ? "wasm" : "webgpu";

    /// <summary>Opens a page, loads ONNX Runtime and computes once, so that a run finds everything compiled.</summary>
    /// <exception cref="RunFailure">The page did not get that far; a failing computation is in <see cref="WarmUp"/>.</exception>
    public static async Task<RunnerTab> OpenAsync(RunnerServer server, IBrowserContext context, string backend, int threads, RunControl warmUp, PreparedRun probe, TimeSpan timeout)
    {
        RunnerTab? tab = null;
        try
        {
            tab = new RunnerTab(server, await context.NewPageAsync().WaitAsync(timeout), backend);
            string query = $"page={tab._name}&bundle={BundleOf(backend)}&threads={threads}";
            await tab.UnlessGoneAsync(tab.Page.GotoAsync($"{server.Address}runner.html?{query}", new() { Timeout = (float)timeout.TotalMilliseconds }));
            await tab.UnlessGoneAsync(tab.Page.EvaluateAsync<string>("bridge.ready()").WaitAsync(timeout));
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

    /// <summary>Runs a frame and returns what the page said as soon as its outputs are here.</summary>
    /// <exception cref="RunFailure">Time-out, crash or a lost page. The tab is of no further use.</exception>
    public async Task<PageReport> RunAsync(PreparedRun run, RunControl control, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        var outputs = _channel.ExpectAsync(run.Id);
        try
        {
            string? url = await _channel.SendAsync(_name, run.Id, run.Frame, limit.Token);
            _settled = AskAsync(control with { Id = run.Id, Url = url });
            // Nobody may ever ask how it settled: a failure is then no one's business.
            _ = _settled.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            var first = await Task.WhenAny(outputs, _settled, _gone.Task).WaitAsync(limit.Token);
            if (first == _gone.Task)
            {
                throw await _gone.Task;
            }

            if (first == _settled)
            {
                // The outputs were sent before this; they are a moment away, unless the page broke.
                await _settled;
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

    /// <summary>Whoever waits for this page learns why it will not answer.</summary>
    public void Lose(FailureKind kind, string reason)
    {
        _gone.TrySetResult(new RunFailure(kind, reason));
        Forget();
    }

    public async Task CloseAsync()
    {
        Forget();
        await Page.CloseAsync();
    }

    private void Forget() => _server.Close(_name);

    /// <summary>A page that crashes while it loads never answers: whoever waits must not wait for the time-out.</summary>
    private async Task UnlessGoneAsync(Task step)
    {
        if (await Task.WhenAny(step, _gone.Task) != _gone.Task)
        {
            await step;
            return;
        }

        _ = step.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw await _gone.Task;
    }

    private async Task<PageSettled> AskAsync(RunControl control)
    {
        try
        {
            return PageSettled.Parse(await Page.EvaluateAsync<string>("control => bridge.run(control)", control.ToJson()));
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
        await Task.WhenAny(_gone.Task, Task.Delay(200)) == _gone.Task
            ? await _gone.Task
            : new RunFailure(FailureKind.Connection, $"the page was lost: {message.Split('\n', 2)[0]}");
}
