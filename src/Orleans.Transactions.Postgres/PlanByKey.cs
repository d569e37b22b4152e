using Npgsql;

namespace Orleans.Transactions.Postgres;

/// <summary>
/// The first command of a batch: until its transaction ends, statements are planned once a connection, and by key.
/// </summary>
/// <remarks>
/// Prepared states come and go within milliseconds, so what the server knows of their table's size is of chance. A plan that is
/// made while it is empty reads all of it, and stays for a minute of growth; one that is made while it is swollen looks
/// dear, so that each statement is planned anew. The settings end with the transaction: the session is left as it was.
/// </remarks>
internal static class PlanByKey
{
    private const string Text = """
        SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)
        """;

    public static NpgsqlBatchCommand Command() => new(Text);
}
