namespace Orleans.Configuration;

/// <summary>Time limits of transactional state.</summary>
public class TransactionalStateOptions
{
    /// <value>The longest a group of transactions may hold the lock. Default 8 s.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <value>The longest a transaction's manager waits for its participants to prepare. Default 20 s.</value>
    public TimeSpan PrepareTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <value>The longest a transaction may have waited for the lock and still enter it. Default 10 s.</value>
    public TimeSpan LockAcquireTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <value>How often a prepared participant asks a silent manager for the outcome. Default 60 s.</value>
    public TimeSpan RemoteTransactionPingFrequency { get; set; } = TimeSpan.FromSeconds(60);

    /// <value>The pause before participants that did not confirm are asked again. Default 30 s.</value>
    public TimeSpan ConfirmationRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <value>How many transactions may share the lock in one group. Default 20.</value>
    public int MaxLockGroupSize { get; set; } = 20;
}
