using Microsoft.Extensions.Logging;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>What ended runs teach. A balancer that moved learns again from the latest results and forecasts that were kept.</summary>
internal sealed partial class BalancerGrain
{
    /// <summary>More would be forgotten soon: each model's newer runs outweigh its older ones.</summary>
    private const int MostResults = 500;

    /// <summary>Older forecasts say little about how right the next ones will be.</summary>
    private static readonly TimeSpan MostRecalled = TimeSpan.FromMinutes(30);

    /// <summary>How long a new balancer places nothing while it reads what earlier ones learned.</summary>
    private static readonly TimeSpan LongestRecall = TimeSpan.FromSeconds(1);

    private bool _remembered;

    private bool IsRecalling => !_remembered && _steady.Now - _started < LongestRecall;

    private async Task RememberAsync(CancellationToken cancellation)
    {
        if (_remembered)
        {
            return;
        }

        try
        {
            var results = await passed.LatestAsync(MostResults);
            var now = time.GetUtcNow();
            _dispatcher.Load.Recall(await forecasts.ReadAsync(this.GetPrimaryKeyString(), now - MostRecalled, now));
            foreach (var result in results.Reverse())
            {
                Learn(Ended.Of(new RunKey(result.TestId, result.Epoch, 0), result.Worker ?? "", result.Browser ?? "", result));
            }

            _remembered = true;
            Pump();
        }
        catch (Exception e)
        {
            LogNotRemembered(e);
        }
    }

    private void Learn(EndedRun ended)
    {
        if (ended.ModelSha256 is { } sha256)
        {
            _dispatcher.Named(ended.ModelId, sha256);
        }

        _dispatcher.Ended(ended.Run, LearnedRun.Of(ended), _steady.Now);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Earlier results could not be read; it is tried again, and until then placement knows only what it sees")]
    private partial void LogNotRemembered(Exception exception);
}
