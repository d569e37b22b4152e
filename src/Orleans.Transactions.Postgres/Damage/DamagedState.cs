namespace Orleans.Transactions.Postgres;

/// <summary>A committed state whose JSON cannot be used.</summary>
/// <param name="ServiceId">The service that it belongs to.</param>
/// <param name="GrainId">Its grain, <c>type/key</c>.</param>
/// <param name="StateName">The state's name.</param>
/// <param name="Json">What stands in the row, UTF-8.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record DamagedState(string ServiceId, string GrainId, string StateName, ReadOnlyMemory<byte> Json, string Why);
