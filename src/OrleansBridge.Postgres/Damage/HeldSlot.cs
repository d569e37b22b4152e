namespace OrleansBridge.Postgres;

/// <summary>A live assignment, as the test's or the worker's ledger tells of it.</summary>
/// <param name="TestId">The test.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Worker">Who holds it.</param>
/// <param name="Generation">The worker's generation.</param>
/// <param name="Exclusive">Whether nothing else may run on that worker meanwhile.</param>
public sealed record HeldSlot(string TestId, long Epoch, string Worker, long Generation, bool Exclusive);
