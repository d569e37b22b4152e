using System.Text.Json;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>What was committed, shown to those who watch and handed to the history.</summary>
internal sealed partial class TestGrain
{
    /// <summary>Shows what was committed; after an unknown outcome, what the database says.</summary>
    private async Task PublishAsync(LedgerOutcome outcome, CommittedChange? change)
    {
        if (outcome == LedgerOutcome.Unknown)
        {
            history.Doubt(Id);
            await RereadAsync();
        }
        else if (outcome == LedgerOutcome.Committed && change is not null)
        {
            history.Append(Id, change);
            if (change.Last.Version != _appended + 1)
            {
                // Another activation made the changes before this one, or one of them timed out here and was committed.
                history.Doubt(Id);
            }

            _appended = change.Last.Version;
            _board.Publish(change.Snapshot);
        }
    }

    private async Task<TestSnapshot?> RereadAsync()
    {
        try
        {
            _board.Publish((await index.ReadAsync(Id, CancellationToken.None))?.ToSnapshot());
        }
        catch (JsonException e)
        {
            await RewriteAsync(e.Message);
        }

        return _board.Snapshot;
    }

    /// <summary>The row was damaged under this activation, which still has what stood there: the next store puts it back.</summary>
    private async Task RewriteAsync(string why)
    {
        CommittedChange? change = null;
        var outcome = await ledger.RunAsync(async () =>
        {
            change = await state.PerformUpdate(s => s.Rewritten(why, time.GetUtcNow()) ? s.ToChange() : null);
            return change is not null;
        });
        if (outcome == LedgerOutcome.Committed && change is not null)
        {
            history.Append(Id, change);
            _board.Publish(change.Snapshot);
        }
    }
}
