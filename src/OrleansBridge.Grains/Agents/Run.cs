using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Agents;

/// <summary>One assignment on this silo, from admission to its accepted or refused report.</summary>
internal sealed class Run(
    Assignment assignment, IExecutionEngine engine, InstanceBreakers breakers, IGrainFactory grains, AgentOptions options, TimeProvider time, Func<Run, int> beside) : IDisposable
{
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hung = new();
    private long _startedAt;
    private int _shared;

    public Assignment Assignment { get; } = assignment;

    public bool IsRunning => Volatile.Read(ref _startedAt) != 0;

    /// <summary>Cancelled when the run is no longer wanted.</summary>
    public CancellationToken Stopped => _stop.Token;

    public void Cancel()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended meanwhile.
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _hung.Dispose();
    }

    public async Task ExecuteAsync()
    {
        var test = grains.GetGrain<ITestGrain>(Assignment.Key.TestId);
        TestResult result;
        try
        {
            var request = new ExecutionRequest(Assignment.Worker, Assignment.Browser, Assignment.Backend, Assignment.Key.Epoch, Assignment.Key.Part, Assignment.Requirements) { Fresh = Assignment.Fresh };
            var report = await engine.RunAsync(request, phase => Progress(phase, test), _stop.Token).WaitAsync(_hung.Token);
            result = report.Result;
            if (report.Instance is { } instance)
            {
                breakers.Hear(instance, Assignment.Key.TestId, result.Failure);
            }
        }
        catch (OperationCanceledException) when (_hung.IsCancellationRequested)
        {
            result = Fault(Outcome.TimedOut, FailureKind.TimeOut, $"the engine did not answer within {Assignment.Requirements.Timeout:0.#} s and {options.HangGrace.TotalSeconds:0} s of grace");
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The assignment is no longer ours: nobody waits for a report.
            return;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            result = Fault(Outcome.Failed, FailureKind.Connection, "the engine failed: " + e.Message);
        }

        await ReportAsync(test, Complete(result));
    }

    private void Progress(ExecutionPhase phase, ITestGrain test)
    {
        if (phase == ExecutionPhase.Started && Interlocked.CompareExchange(ref _startedAt, time.GetTimestamp(), 0) == 0)
        {
            _shared = beside(this);
            _hung.CancelAfter(TimeSpan.FromSeconds(Assignment.Requirements.Timeout) + options.HangGrace);
            test.StartedAsync(Assignment.Key).Ignore();
        }
    }

    private TestResult Complete(TestResult result)
    {
        var started = Volatile.Read(ref _startedAt);
        return result with
        {
            Worker = Assignment.Worker,
            Browser = Assignment.Browser,
            BackendRequested = Assignment.Backend,
            Epoch = Assignment.Key.Epoch,
            Shared = started == 0 ? null : Math.Max(_shared, beside(this)),
            Timings = result.Timings with
            {
                TotalMs = started == 0 ? null : time.GetElapsedTime(started).TotalMilliseconds,
                QueueMs = started == 0 ? null : Math.Max(0, (time.GetUtcNow() - time.GetElapsedTime(started) - Assignment.SubmittedAt).TotalMilliseconds),
            },
        };
    }

    private TestResult Fault(Outcome outcome, FailureKind failure, string reason) => new()
    {
        TestId = Assignment.Key.TestId,
        ModelId = Assignment.Requirements.ModelId,
        ModelType = Assignment.Requirements.ModelType,
        Outcome = outcome,
        Failure = failure,
        Reason = reason,
    };

    /// <summary>Until it is accepted or refused: a database that is away must not cost a result.</summary>
    private async Task ReportAsync(ITestGrain test, TestResult result)
    {
        for (var delay = TimeSpan.FromMilliseconds(100); !_stop.IsCancellationRequested; delay = delay < LongestBackOff ? delay * 2 : LongestBackOff)
        {
            try
            {
                await test.CompleteAsync(Assignment.Key, result);
                return;
            }
            catch (Exception) when (!_stop.IsCancellationRequested)
            {
                await Task.Delay(delay, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
