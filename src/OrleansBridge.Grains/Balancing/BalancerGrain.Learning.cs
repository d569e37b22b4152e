using Microsoft.Extensions.Logging;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>What ended runs teach. A balancer that moved learns again from the latest results that were kept.</summary>
internal sealed partial class BalancerGrain
{
    /// <summary>More would be forgotten soon: each model's newer runs outweigh its older ones.</summary>
    private const int MostResults = 500;

    private bool _remembered;

    private async Task RememberAsync(CancellationToken cancellation)
    {
        if (_remembered)
        {
            return;
        }

        try
        {
            foreach (var result in (await passed.LatestAsync(MostResults)).Reverse())
            {
                Learn(Ended.Of(new RunKey(result.TestId, result.Epoch, 0), result.Worker ?? "", result.Browser ?? "", result));
            }

            _remembered = true;
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

        _dispatcher.Ended(ended.Run, LearnedRun.Of(ended));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Earlier results could not be read; it is tried again, and until then placement knows only what it sees")]
    private partial void LogNotRemembered(Exception exception);
}
