using System.Threading.Channels;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Suites;

/// <summary>
/// Submits tests so that a bounded number is open, and yields each result as it is accepted. Bounded, because what is
/// acknowledged will run even when the command is interrupted; deep enough that the farm never waits for it.
/// </summary>
internal sealed class SuiteExecution(BridgeConnection bridge) : IDisposable
{
    private const int Batch = 16;
    private const int Open = 128;

    private readonly SemaphoreSlim _room = new(Open);
    private readonly Channel<TestResult> _results = Channel.CreateUnbounded<TestResult>();

    internal async IAsyncEnumerable<TestResult> RunAsync(IReadOnlyList<TestRequirements> tests, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var feeding = FeedAsync(tests, stop.Token);
        try
        {
            await foreach (var result in _results.Reader.ReadAllAsync(cancellation))
            {
                yield return result;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await feeding;
        }
    }

    public void Dispose() => _room.Dispose();

    private async Task FeedAsync(IReadOnlyList<TestRequirements> tests, CancellationToken cancellation)
    {
        try
        {
            var batches = new List<Task>();
            foreach (var batch in tests.Chunk(Batch))
            {
                for (var i = 0; i < batch.Length; i++)
                {
                    await _room.WaitAsync(cancellation);
                }

                batches.Add(RunBatchAsync(batch, cancellation));
                await (batches.Find(b => b.IsFaulted) ?? Task.CompletedTask);
            }

            await Task.WhenAll(batches);
            _results.Writer.Complete();
        }
        catch (Exception e)
        {
            _results.Writer.Complete(e);
        }
    }

    /// <summary>Submitting is idempotent, so after a lost connection the rest of the batch is submitted and watched again.</summary>
    private async Task RunBatchAsync(IReadOnlyList<TestRequirements> batch, CancellationToken cancellation)
    {
        var open = batch.ToDictionary(t => t.TestId!);
        while (open.Count > 0)
        {
            var api = bridge.Api;
            try
            {
                foreach (var refused in (await api.SubmitManyAsync(open.Values, cancellation)).Where(r => r.Status is SubmitStatus.Refused or SubmitStatus.Conflict))
                {
                    Close(open, Refused(open[refused.TestId], refused));
                }

                await foreach (var test in api.WatchAsync(open.Keys, cancellation))
                {
                    if (test.Result is { } result)
                    {
                        Close(open, result);
                    }
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException && !cancellation.IsCancellationRequested)
            {
                await bridge.RecoverAsync(api, cancellation);
            }
        }
    }

    private void Close(Dictionary<string, TestRequirements> open, TestResult result)
    {
        if (open.Remove(result.TestId))
        {
            _results.Writer.TryWrite(result);
            _room.Release();
        }
    }

    private static TestResult Refused(TestRequirements test, SubmitReply reply) => new()
    {
        TestId = test.TestId!,
        ModelId = test.ModelId,
        ModelType = test.ModelType,
        Outcome = Outcome.Failed,
        Reason = "refused: " + string.Join("; ", reply.Errors.Select(e => $"{e.Field} {e.Problem}")),
        Browser = test.BrowserRequirements.Required,
        BackendRequested = test.Backend.Required,
    };
}
