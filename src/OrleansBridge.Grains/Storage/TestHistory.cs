using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Json;
using OrleansBridge.Postgres;

namespace OrleansBridge.Grains.Storage;

/// <summary>
/// Appends committed changes and results off the critical path. Both derive from the test's state: what was not appended,
/// because the database failed or a commit's outcome was unknown, is caught up from there; what a dying silo did not
/// append, by its next start.
/// </summary>
internal sealed partial class TestHistory(EventStore events, ResultStore results, NpgsqlDataSource source, TimeProvider time, ILogger<TestHistory> log) : ITestHistory
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Looks at a doubtful test: by the last one, a transaction in doubt has been decided.</summary>
    private const int Looks = 4;

    private readonly ConcurrentDictionary<string, int> _doubts = new(StringComparer.Ordinal);
    private int _settling;

    public void Append(string testId, CommittedChange change) => AppendAsync(testId, change).Ignore();

    public void Doubt(string testId)
    {
        _doubts[testId] = Looks;
        if (Interlocked.Exchange(ref _settling, 1) == 0)
        {
            Task.Run(SettleAsync).Ignore();
        }
    }

    private async Task AppendAsync(string testId, CommittedChange change)
    {
        var last = change.Last;
        try
        {
            // The result first: a test whose end is among its events can be rebuilt with it.
            if (change.Snapshot.Result is { } result && last.Kind == "completed")
            {
                await results.AppendAsync(new CompletedTest(result, last.At));
            }

            await events.AppendAsync(new TestEvent(testId, last.Version, last.Epoch, last.At, last.Kind, Data(change)));
        }
        catch (Exception e)
        {
            LogNotAppended(e, testId);
            Doubt(testId);
        }
    }

    /// <summary>The first event says what was asked: a damaged state is rebuilt from its events.</summary>
    private static object Data(CommittedChange change)
    {
        if (change.Last.Kind != "submitted")
        {
            return change.Last;
        }

        var data = JsonSerializer.SerializeToNode(change.Last, BridgeJson.Options)!;
        data["requirements"] = JsonSerializer.SerializeToNode(change.Snapshot.Requirements, BridgeJson.Options);
        return data;
    }

    private async Task SettleAsync()
    {
        while (!_doubts.IsEmpty)
        {
            await Task.Delay(LookEvery, time);
            try
            {
                string[] tests = [.. _doubts.Keys];
                await HistoryCatchUp.RunAsync(source, tests);
                foreach (var test in tests)
                {
                    if (_doubts.AddOrUpdate(test, 0, (_, looks) => looks - 1) <= 0)
                    {
                        _doubts.TryRemove(test, out _);
                    }
                }
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (Exception e)
            {
                LogNotCaughtUp(e, _doubts.Count);
            }
        }

        Volatile.Write(ref _settling, 0);
        if (!_doubts.IsEmpty && Interlocked.Exchange(ref _settling, 1) == 0)
        {
            Task.Run(SettleAsync).Ignore();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "History of {TestId} was not appended; it is caught up from its state")]
    private partial void LogNotAppended(Exception exception, string testId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The history of {Count} tests could not be caught up; it is tried again in seconds")]
    private partial void LogNotCaughtUp(Exception exception, int count);
}
