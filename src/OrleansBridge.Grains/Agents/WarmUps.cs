using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Agents;

/// <summary>
/// Loads models on idle instances before they are asked for, by running them once: one at a time a worker, and only while the silo
/// would let a run begin. What comes of it is nobody's result, and no breaker hears of it.
/// </summary>
internal sealed partial class WarmUps(IExecutionEngine engine, RunTable runs, AdmissionGate gate, IOptions<AgentOptions> options, TimeProvider time, ILogger<WarmUps> log)
{
    /// <summary>The longest that a run may have to wait for an instance that is being warmed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>How long a model that failed is left alone there.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Browser, string Backend, string Model), long> _failed = new();

    public void Begin(HostedWorker worker, ScaleCommand command)
    {
        if (command is { Test: { } test, Backend: { } backend } && !HasFailed(command.Browser, backend, test) && HasIdle(command))
        {
            var request = new ExecutionRequest(command.Worker, command.Browser, backend, 0, 0, Once(test)) { WarmUp = true };
            worker.WarmUp.TryBegin(stop => LoadAsync(request, stop));
        }
    }

    /// <summary>The test's model and inputs, and nothing else of it.</summary>
    private static TestRequirements Once(TestRequirements test) => test with
    {
        TestId = "warm-up/" + test.ModelId,
        Iterations = 1,
        Warmup = 0,
        Expected = null,
        Strict = false,
        Exclusive = false,
        Timeout = Math.Min(test.Timeout, Longest.TotalSeconds),
        Labels = new Dictionary<string, string>(),
    };

    private async Task LoadAsync(ExecutionRequest request, CancellationToken stop)
    {
        using var inside = gate.TryEnter();
        if (inside is null || runs.HoldsExclusive(request.Worker))
        {
            return;
        }

        using var overdue = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, overdue.Token);
        try
        {
            // However an engine hangs, it must not keep a place at the gate.
            var report = await engine.RunAsync(request, null, either.Token).WaitAsync(Longest + options.Value.HangGrace, time, CancellationToken.None);
            if (report is { Instance: not null, Result.Failure: not FailureKind.None } && !stop.IsCancellationRequested)
            {
                Failed(request, report.Result.Reason);
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // It is not wanted any more.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Failed(request, overdue.IsCancellationRequested ? $"it took longer than {Longest.TotalSeconds:0} s" : e.Message);
        }
    }

    private bool HasIdle(ScaleCommand command) =>
        engine.Browsers().Any(b => b.Worker == command.Worker && b.Browser == command.Browser && b.Active == 0);

    private bool HasFailed(string browser, string backend, TestRequirements test) =>
        _failed.TryGetValue((browser, backend, test.ModelId), out var at) && time.GetElapsedTime(at) < Rest;

    private void Failed(ExecutionRequest request, string? why)
    {
        _failed[(request.Browser, request.Backend, request.Requirements.ModelId)] = time.GetTimestamp();
        LogFailed(request.Requirements.ModelId, request.Browser, request.Backend, Rest.TotalMinutes, why);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Model} could not be loaded ahead of need on {Browser}/{Backend}, and is not tried again for {Minutes:0} minutes: {Why}")]
    private partial void LogFailed(string model, string browser, string backend, double minutes, string? why);
}
