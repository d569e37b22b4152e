using Orleans.Configuration;

namespace OrleansBridge.Hosting;

/// <summary>How long the silo waits, where Orleans' own limits are too long for a bridge.</summary>
internal static class TimeLimits
{
    /// <summary>At Orleans' defaults one dead silo freezes other silos' workers for a minute; these bound it to seconds.</summary>
    /// <remarks>
    /// Orleans keeps a timer for each of them as long as it may run, also when the transaction is long done, and looks through all of
    /// them 20 times a second: at 1,300 transactions/s and its defaults a profile showed an eighth of two cores there.
    /// </remarks>
    internal static void Shorten(TransactionalStateOptions options)
    {
        options.RemoteTransactionPingFrequency = TimeSpan.FromSeconds(2);
        options.ConfirmationRetryDelay = TimeSpan.FromSeconds(1);
        options.LockTimeout = TimeSpan.FromSeconds(2);
        options.LockAcquireTimeout = TimeSpan.FromSeconds(3);
        options.PrepareTimeout = TimeSpan.FromSeconds(5);
    }

    /// <summary>
    /// A silo's death moves grains, and a ledger that moves in the middle of a commit waits for itself: its activation for
    /// the call that runs, that call for a message which only the next activation answers. These end the wait.
    /// </summary>
    internal static void Shorten(GrainCollectionOptions options) => options.DeactivationTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A call whose answer was lost is asked again; what may take longer says so by <see cref="ResponseTimeoutAttribute"/>. What
    /// the application has set itself stands.
    /// </summary>
    internal static void Shorten(SiloMessagingOptions options)
    {
        if (options.ResponseTimeout == new SiloMessagingOptions().ResponseTimeout)
        {
            options.ResponseTimeout = TimeSpan.FromSeconds(10);
        }
    }
}
