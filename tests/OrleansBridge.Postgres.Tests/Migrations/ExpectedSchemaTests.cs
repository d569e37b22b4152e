using Npgsql;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Postgres.Tests;

[Collection(WithDatabases.Name)]
public sealed class ExpectedSchemaTests(DatabasesFixture databases)
{
    /// <summary>Each list is what a database has that the files were applied to: nothing is missed, nothing is made up.</summary>
    [Fact]
    public async Task What_is_read_out_of_the_files_is_what_they_make()
    {
        await using var source = await BridgeDatabase.OpenAsync(await databases.EmptyAsync());
        await Migrations.ApplyAsync(source);
        var expected = ExpectedSchema.Known;
        await SameAsync(source, expected.Tables, "SELECT concat_ws('.', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('bridge', 'orleans')");
        await SameAsync(source, expected.Views, "SELECT concat_ws('.', schemaname, viewname) FROM pg_views WHERE schemaname IN ('bridge', 'orleans')");
        await SameAsync(source, expected.Columns, """
            SELECT concat_ws('.', table_schema, table_name, column_name) FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
            WHERE table_schema IN ('bridge', 'orleans') AND table_type = 'BASE TABLE'
            """);
        await SameAsync(source, expected.Functions, "SELECT DISTINCT p.pronamespace::regnamespace || '.' || p.proname FROM pg_proc p WHERE p.pronamespace IN ('bridge'::regnamespace, 'orleans'::regnamespace)");
        await SameAsync(source, expected.Triggers, "SELECT DISTINCT concat_ws('.', event_object_schema, event_object_table, trigger_name) FROM information_schema.triggers");
        await SameAsync(source, expected.Indexes, """
            SELECT concat_ws('.', schemaname, indexname) FROM pg_indexes
            WHERE schemaname IN ('bridge', 'orleans') AND indexname NOT IN (SELECT conname FROM pg_constraint)
            """);
        await SameAsync(source, [.. expected.Queries.Select(q => q.Key + q.Value)], "SELECT querykey || querytext FROM orleans.orleansquery");
    }

    private static async Task SameAsync(NpgsqlDataSource source, IReadOnlyList<string> expected, string sql)
    {
        var found = new List<string>();
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        Assert.NotEmpty(found);
        Assert.Equal(found.Order(StringComparer.Ordinal), expected.Order(StringComparer.Ordinal));
    }
}
