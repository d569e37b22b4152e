namespace OrleansBridge.Grains.Storage;

/// <summary>How long what is over is kept.</summary>
public sealed class RetentionOptions
{
    /// <summary>How long a finished test is kept: its ledger, its events and its result.</summary>
    /// <value>Default 30 days; zero keeps all for ever.</value>
    public TimeSpan KeepFinished { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long forecasts are kept, with what came.</summary>
    /// <value>Default 7 days; zero keeps all for ever.</value>
    public TimeSpan KeepForecasts { get; set; } = TimeSpan.FromDays(7);
}
