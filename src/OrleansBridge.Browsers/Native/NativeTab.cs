using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Native;

/// <summary>A node process as a run sees it. What a run leaves behind is only its sessions, so that one takes the place of another.</summary>
internal sealed class NativeTab : RunnerTab
{
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(1);

    private readonly NativeProcess _process;
    private readonly string _base;

    private NativeTab(NativeProcess process, string @base, string backend)
        : base(backend) => (_process, _base) = (process, @base);

    /// <exception cref="RunFailure">The process ended, or did not answer in time.</exception>
    public static async Task<RunnerTab> OpenAsync(NativeProcess process, string @base, RunControl warmUp, PreparedRun probe, TimeSpan timeout)
    {
        var tab = new NativeTab(process, @base, warmUp.Backend);
        tab.WarmUp = await tab.RunAsync(probe, warmUp, timeout, CancellationToken.None);
        return tab;
    }

    /// <inheritdoc/>
    public override async Task<PageReport> RunAsync(PreparedRun run, RunControl control, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        var (report, settled) = _process.Exchange(run, control with { Base = _base });
        Settled = SettleAsync(settled);

        // Nobody may ever ask how it settled: a failure is then no one's business.
        _ = Settled.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            await Task.WhenAny(report, Loss).WaitAsync(limit.Token);
            return report.IsCompleted ? await report : throw await Loss;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RunFailure(FailureKind.TimeOut, FormattableString.Invariant($"the run did not end within {timeout.TotalSeconds:0.##} s"));
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            throw await WhyAsync(broken.Message);
        }
    }

    /// <inheritdoc/>
    public override Task<PageSettled> EvictAsync() => SettleAsync(_process.EvictAsync());

    /// <inheritdoc/>
    public override async Task<bool> AnswersAsync(TimeSpan patience)
    {
        try
        {
            await _process.IdleAsync().WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>There is nothing to close but the process itself: it may stay once it has answered.</summary>
    public override Task CloseAsync() => _process.IdleAsync();

    private async Task<PageSettled> SettleAsync(Task<PageSettled> settled)
    {
        try
        {
            return await settled;
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            throw await WhyAsync(broken.Message);
        }
    }

    // The exit of the process is reported a moment later than the end of its pipes.
    private async Task<RunFailure> WhyAsync(string message) =>
        await Task.WhenAny(Loss, Task.Delay(ExitPatience)) == Loss
            ? await Loss
            : new RunFailure(FailureKind.Connection, $"the node process was lost: {message}");
}
