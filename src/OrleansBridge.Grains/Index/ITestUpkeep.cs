namespace OrleansBridge.Grains.Index;

/// <summary>What the database needs now and then. Each call is short, may be repeated, and writes nothing where nothing is due.</summary>
internal interface ITestUpkeep
{
    /// <summary>Appends events and results that a lost silo committed and did not live to append.</summary>
    Task CatchUpAsync(CancellationToken cancellation);

    /// <summary>Forgets tests that finished, and forecasts that were made, long enough ago.</summary>
    Task ForgetAsync(DateTimeOffset now, CancellationToken cancellation);
}
