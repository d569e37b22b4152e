using Microsoft.Extensions.Logging;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Postgres;

namespace OrleansBridge.Grains.Storage;

/// <summary>
/// Appends committed changes and results off the critical path. Both derive from the test's state: what a dying silo did
/// not append is caught up from there.
/// </summary>
internal sealed partial class TestHistory(EventStore events, ResultStore results, ILogger<TestHistory> log) : ITestHistory
{
    public void Append(string testId, CommittedChange change) => AppendAsync(testId, change).Ignore();

    private async Task AppendAsync(string testId, CommittedChange change)
    {
        var last = change.Last;
        try
        {
            // The event first: a result row says that its test's events are there.
            await events.AppendAsync(new TestEvent(testId, last.Version, last.Epoch, last.At, last.Kind, last));
            if (change.Snapshot.Result is { } result && last.Kind == "completed")
            {
                await results.AppendAsync(new CompletedTest(result, last.At));
            }
        }
        catch (Exception e)
        {
            LogNotAppended(e, testId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "History of {TestId} was not appended; it is caught up from its state later")]
    private partial void LogNotAppended(Exception exception, string testId);
}
