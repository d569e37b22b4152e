using Npgsql;

namespace Orleans.Transactions.Postgres;

/// <summary>
/// Removes the fences of grains that were loaded and never stored. Now and then, when some were added: an idle silo writes
/// nothing. A grain that stores only after so long loads once more.
/// </summary>
internal sealed class StaleFences(NpgsqlDataSource source)
{
    private const uint LoadsBetween = 10_000;
    private const string Remove = "DELETE FROM orleans.transactional_state_fence WHERE at < now() - interval '1 day'";

    private uint _loads;

    /// <summary>A grain without a row was loaded.</summary>
    public void Count()
    {
        if (Interlocked.Increment(ref _loads) % LoadsBetween == 0)
        {
            _ = RemoveAsync();
        }
    }

    public async Task RemoveAsync()
    {
        try
        {
            await using var remove = source.CreateCommand(Remove);
            await remove.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // Some thousand loads later it is tried again.
        }
    }
}
