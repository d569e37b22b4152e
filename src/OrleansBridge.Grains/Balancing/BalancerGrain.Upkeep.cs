using Microsoft.Extensions.Logging;

namespace OrleansBridge.Grains.Balancing;

/// <summary>
/// Slow work that must be done by one: history that a lost silo left behind, soon after it was lost and each hour; and
/// forgetting what finished long ago.
/// </summary>
internal sealed partial class BalancerGrain
{
    private static readonly TimeSpan UpkeepEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CatchUpEvery = TimeSpan.FromHours(1);

    /// <summary>By then the transactions that a lost silo left in doubt are decided.</summary>
    private static readonly TimeSpan AfterLoss = TimeSpan.FromSeconds(15);

    private DateTimeOffset _catchUpAt;

    private async Task KeepUpAsync(CancellationToken cancellation)
    {
        var now = _steady.Now;
        if (now < _catchUpAt)
        {
            return;
        }

        _catchUpAt = now + CatchUpEvery;
        try
        {
            await upkeep.CatchUpAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _catchUpAt = now + AfterLoss;
            LogUpkeepFailed(e);
        }
    }

    private async Task ForgetAsync(CancellationToken cancellation)
    {
        try
        {
            // A batch a minute leaves the database to the tests; a backlog is worked off by and by.
            await upkeep.ForgetAsync(time.GetUtcNow(), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUpkeepFailed(e);
        }
    }

    /// <summary>A balancer that was just activated may stand in for one that died with its silo.</summary>
    private void CatchUpSoon() => _catchUpAt = _steady.Now + AfterLoss;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Upkeep of the database failed; it is tried again")]
    private partial void LogUpkeepFailed(Exception exception);
}
