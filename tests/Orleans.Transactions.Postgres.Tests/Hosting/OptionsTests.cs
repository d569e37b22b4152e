using Orleans.Configuration;

namespace Orleans.Transactions.Postgres.Tests;

public sealed class OptionsTests
{
    private const string Database = "Host=db.example;Database=app";

    [Theory]
    [InlineData(null, 3, 128, "has no database")]
    [InlineData("Database=app", 3, 128, "names no host")]
    [InlineData("Host=db.example;Hots=typo", 3, 128, "is not understood")]
    [InlineData(Database, 0, 128, "Writers")]
    [InlineData(Database, 65, 128, "Writers")]
    [InlineData(Database, 3, 0, "MaxStoresPerCommit")]
    public void What_cannot_work_is_refused_at_start_by_name(string? connectionString, int writers, int stores, string says)
    {
        var options = new PostgresTransactionalStateOptions { ConnectionString = connectionString, Writers = writers, MaxStoresPerCommit = stores };
        var refused = Assert.Throws<OrleansConfigurationException>(() => Validate(options));
        Assert.Contains("'ledger'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_with_a_database_are_accepted() => Validate(new() { ConnectionString = Database });

    private static void Validate(PostgresTransactionalStateOptions options) =>
        new PostgresTransactionalStateOptionsValidator(options, "ledger", shared: null).ValidateConfiguration();
}
